/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Limits on the rate of attempts, and their shared state. */
@NullMarked
package dev.holdfast.rate;

import org.jspecify.annotations.NullMarked;
