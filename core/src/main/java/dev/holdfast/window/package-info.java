/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Counts over the last so many seconds, for many threads. */
@NullMarked
package dev.holdfast.window;

import org.jspecify.annotations.NullMarked;
