/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Proxies, and the rules that select one for a URL. */
@NullMarked
package dev.holdfast.http.proxy;

import org.jspecify.annotations.NullMarked;
