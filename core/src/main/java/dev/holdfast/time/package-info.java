/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Time as a parameter: clocks, timers, and deadlines on them. */
@NullMarked
package dev.holdfast.time;

import org.jspecify.annotations.NullMarked;
