/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What {@code --format} prints about a call. */
@NullMarked
package dev.holdfast.cli.report;

import org.jspecify.annotations.NullMarked;
