/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Cookies (RFC 6265bis): the jar of a session, and its store. */
@NullMarked
package dev.holdfast.http.cookie;

import org.jspecify.annotations.NullMarked;
