/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The seam between {@code json(…)} and a JSON library: codecs, and what they say of a failure. */
@NullMarked
package dev.holdfast.http.codec;

import org.jspecify.annotations.NullMarked;
