/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Rounds in which clients take turns, and what each round measures. */
@NullMarked
package dev.holdfast.benchmarks.race;

import org.jspecify.annotations.NullMarked;
