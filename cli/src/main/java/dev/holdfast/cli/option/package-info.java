/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What can be asked for on the command line, and the strict parsers of the values. */
@NullMarked
package dev.holdfast.cli.option;

import org.jspecify.annotations.NullMarked;
