/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Connections: name look-up, addresses, TCP and TLS. */
@NullMarked
package dev.holdfast.http.net.connect;

import org.jspecify.annotations.NullMarked;
