/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Proxies: which there are, and which of them leads to a URL. */
@NullMarked
package dev.holdfast.http.proxy;

import org.jspecify.annotations.NullMarked;
