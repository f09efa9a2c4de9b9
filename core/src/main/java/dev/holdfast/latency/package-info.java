/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Policies that follow observed latency: hedges and attempt timeouts. */
@NullMarked
package dev.holdfast.latency;

import org.jspecify.annotations.NullMarked;
