/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Server-sent events: what a stream of them gives, and how it is read. */
@NullMarked
package dev.holdfast.http.sse;

import org.jspecify.annotations.NullMarked;
