/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The options of the command line, and the strict parsers of their values. */
@NullMarked
package dev.holdfast.cli.option;

import org.jspecify.annotations.NullMarked;
