/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Saturating arithmetic on nanoseconds, and their format. */
@NullMarked
package dev.holdfast.engine.time;

import org.jspecify.annotations.NullMarked;
