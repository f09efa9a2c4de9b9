/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The certificates and keys of TLS: PEM and PKCS#12 files, pins, and messages for refusals. */
@NullMarked
package dev.holdfast.http.net.tls;

import org.jspecify.annotations.NullMarked;
