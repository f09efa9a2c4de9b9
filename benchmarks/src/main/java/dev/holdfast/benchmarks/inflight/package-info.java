/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Many asynchronous requests in flight at once. */
@NullMarked
package dev.holdfast.benchmarks.inflight;

import org.jspecify.annotations.NullMarked;
