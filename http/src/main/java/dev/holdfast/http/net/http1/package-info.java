/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** HTTP/1.1: heads, framing, and one exchange on a connection. */
@NullMarked
package dev.holdfast.http.net.http1;

import org.jspecify.annotations.NullMarked;
