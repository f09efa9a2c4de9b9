/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Settings of TLS: trust, client certificates, versions, ciphers, pins. */
@NullMarked
package dev.holdfast.http.tls;

import org.jspecify.annotations.NullMarked;
