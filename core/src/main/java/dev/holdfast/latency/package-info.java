/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How long a place takes to answer, as observed, and what may follow from it. */
@NullMarked
package dev.holdfast.latency;

import org.jspecify.annotations.NullMarked;
