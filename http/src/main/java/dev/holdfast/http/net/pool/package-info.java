/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The connections of a transport, their limits, and the order in which attempts get them. */
@NullMarked
package dev.holdfast.http.net.pool;

import org.jspecify.annotations.NullMarked;
