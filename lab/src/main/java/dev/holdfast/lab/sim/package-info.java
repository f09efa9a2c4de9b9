/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Simulated time, and the counts of events. */
@NullMarked
package dev.holdfast.lab.sim;

import org.jspecify.annotations.NullMarked;
