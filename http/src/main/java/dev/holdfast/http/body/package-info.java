/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bodies of responses on their way to the caller: bounded, decoded, into memory, a stream, a file
 * or a subscriber, and never a part of one for the whole.
 */
@NullMarked
package dev.holdfast.http.body;

import org.jspecify.annotations.NullMarked;
