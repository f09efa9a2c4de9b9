/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The circuit breaker: refuses calls to an origin that keeps failing, and probes whether it is
 * back.
 */
@NullMarked
package dev.holdfast.breaker;

import org.jspecify.annotations.NullMarked;
