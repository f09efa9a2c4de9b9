/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Challenges of servers and proxies, and the answers to them: Basic and Digest. Not exported. */
@NullMarked
package dev.holdfast.http.challenge;

import org.jspecify.annotations.NullMarked;
