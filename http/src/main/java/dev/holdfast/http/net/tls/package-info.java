/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What TLS trusts and presents: PEM and PKCS#12 files, pins, and words for what is refused. */
@NullMarked
package dev.holdfast.http.net.tls;

import org.jspecify.annotations.NullMarked;
