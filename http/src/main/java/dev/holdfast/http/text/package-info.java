/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Bytes of a body into lines of text, and into whatever else they make; no I/O. */
@NullMarked
package dev.holdfast.http.text;

import org.jspecify.annotations.NullMarked;
