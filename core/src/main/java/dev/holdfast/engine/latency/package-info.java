/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Observed latency, and the hedge delays and timeouts derived from it. */
@NullMarked
package dev.holdfast.engine.latency;

import org.jspecify.annotations.NullMarked;
