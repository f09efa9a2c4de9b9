/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** HTTP/2: connections, streams and frames. */
@NullMarked
package dev.holdfast.http.net.http2;

import org.jspecify.annotations.NullMarked;
