/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Authentication (RFC 9110 section 11): Basic, Digest, Bearer, netrc; each for one origin. */
@NullMarked
package dev.holdfast.http.auth;

import org.jspecify.annotations.NullMarked;
