/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The default transport: attempts from the queue for a connection to the last byte of the body. */
@NullMarked
package dev.holdfast.http.net.attempt;

import org.jspecify.annotations.NullMarked;
