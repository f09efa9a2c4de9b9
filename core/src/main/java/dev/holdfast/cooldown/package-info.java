/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sparing an origin that is overloaded, and bringing it back at a rate that it stands. */
@NullMarked
package dev.holdfast.cooldown;

import org.jspecify.annotations.NullMarked;
