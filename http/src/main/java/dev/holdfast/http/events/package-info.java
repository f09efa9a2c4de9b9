/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Streams of server-sent events: the format, and one connection after another. */
@NullMarked
package dev.holdfast.http.events;

import org.jspecify.annotations.NullMarked;
