/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Limits the rate of attempts. */
@NullMarked
package dev.holdfast.engine.rate;

import org.jspecify.annotations.NullMarked;
