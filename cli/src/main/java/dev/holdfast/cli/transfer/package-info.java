/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The transfer of an answer's body to a file, a pipe or a terminal. */
@NullMarked
package dev.holdfast.cli.transfer;

import org.jspecify.annotations.NullMarked;
