/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bodies of responses: bounded, decoded, and delivered to memory, a stream, a file or a subscriber.
 * A truncated body is never delivered as a complete one.
 */
@NullMarked
package dev.holdfast.http.body;

import org.jspecify.annotations.NullMarked;
