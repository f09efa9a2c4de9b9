/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The standard transport by itself: to be wrapped, or tuned further than a session does. */
@NullMarked
package dev.holdfast.http.standard;

import org.jspecify.annotations.NullMarked;
