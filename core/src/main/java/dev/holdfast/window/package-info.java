/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Counts over a sliding time window, for many threads. */
@NullMarked
package dev.holdfast.window;

import org.jspecify.annotations.NullMarked;
