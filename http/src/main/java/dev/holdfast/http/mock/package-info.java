/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A transport without a network, for the tests of code that uses a session. */
@NullMarked
package dev.holdfast.http.mock;

import org.jspecify.annotations.NullMarked;
