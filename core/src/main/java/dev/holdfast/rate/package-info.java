/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Limits on the rate of attempts, and the shared state behind them. */
@NullMarked
package dev.holdfast.rate;

import org.jspecify.annotations.NullMarked;
