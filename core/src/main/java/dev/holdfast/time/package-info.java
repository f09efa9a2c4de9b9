/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Time as a parameter: the clock, deadlines on it, and arithmetic that saturates. */
@NullMarked
package dev.holdfast.time;

import org.jspecify.annotations.NullMarked;
