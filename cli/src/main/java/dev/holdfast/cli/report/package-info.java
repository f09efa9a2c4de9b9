/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The report about a call that {@code --format} prints. */
@NullMarked
package dev.holdfast.cli.report;

import org.jspecify.annotations.NullMarked;
