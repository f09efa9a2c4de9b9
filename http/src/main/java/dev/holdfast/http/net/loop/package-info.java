/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The threads that run attempts: the event loop, and the calling thread of a blocking call. */
@NullMarked
package dev.holdfast.http.net.loop;

import org.jspecify.annotations.NullMarked;
