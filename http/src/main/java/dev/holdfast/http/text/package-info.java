/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Converts the bytes of a body to text, lines and other items. No I/O. */
@NullMarked
package dev.holdfast.http.text;

import org.jspecify.annotations.NullMarked;
