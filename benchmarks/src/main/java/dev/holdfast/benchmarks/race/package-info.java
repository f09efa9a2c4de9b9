/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Rounds in which clients take turns, and the figures of each round. */
@NullMarked
package dev.holdfast.benchmarks.race;

import org.jspecify.annotations.NullMarked;
