/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The retry engine and its drivers: decides whether a call goes on, and carries that out. */
@NullMarked
package dev.holdfast.engine;

import org.jspecify.annotations.NullMarked;
