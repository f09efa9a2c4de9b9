/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The seam between {@code json(…)} and a JSON library: codecs, and their messages about failures.
 */
@NullMarked
package dev.holdfast.http.codec;

import org.jspecify.annotations.NullMarked;
