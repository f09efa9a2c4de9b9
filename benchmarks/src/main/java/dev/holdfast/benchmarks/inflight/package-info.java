/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Many requests in flight at once: asynchronous ones, and blocking ones on virtual threads. */
@NullMarked
package dev.holdfast.benchmarks.inflight;

import org.jspecify.annotations.NullMarked;
