/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The cost of a hundred thousand waiting calls (plain programs, run side by side). */
@NullMarked
package dev.holdfast.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
