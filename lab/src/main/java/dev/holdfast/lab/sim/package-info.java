/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Simulated time, and what is counted in it. */
@NullMarked
package dev.holdfast.lab.sim;

import org.jspecify.annotations.NullMarked;
