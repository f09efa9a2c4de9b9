/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The standard pipeline: which policies act on the way to a place, and in which order. */
@NullMarked
package dev.holdfast.safeguard;

import org.jspecify.annotations.NullMarked;
