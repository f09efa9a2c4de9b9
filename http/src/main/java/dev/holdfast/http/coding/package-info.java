/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Decoders of content codings: bytes in, bytes out, no I/O. Every limit is checked while decoding.
 */
@NullMarked
package dev.holdfast.http.coding;

import org.jspecify.annotations.NullMarked;
