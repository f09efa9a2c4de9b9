/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The body of an answer on its way to a file, a pipe or a terminal. */
@NullMarked
package dev.holdfast.cli.transfer;

import org.jspecify.annotations.NullMarked;
