/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Retry rules as values: policy, limits, backoff, jitter, stop conditions. */
@NullMarked
package dev.holdfast.retry;

import org.jspecify.annotations.NullMarked;
