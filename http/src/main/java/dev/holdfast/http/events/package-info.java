/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Streams of server-sent events: the format, and the reconnects. */
@NullMarked
package dev.holdfast.http.events;

import org.jspecify.annotations.NullMarked;
