/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Client-side throttling in proportion to what succeeds. */
@NullMarked
package dev.holdfast.throttle;

import org.jspecify.annotations.NullMarked;
