/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Reads the beginning of a body that the caller streams, before the attempt counts as answered. */
@NullMarked
package dev.holdfast.http.ahead;

import org.jspecify.annotations.NullMarked;
