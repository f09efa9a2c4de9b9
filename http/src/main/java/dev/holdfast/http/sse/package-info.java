/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Server-sent events: the events of a stream, and the options for reading it. */
@NullMarked
package dev.holdfast.http.sse;

import org.jspecify.annotations.NullMarked;
