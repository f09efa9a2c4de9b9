/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Spares an overloaded origin: detects the overload, then raises the rate step by step. */
@NullMarked
package dev.holdfast.engine.cooldown;

import org.jspecify.annotations.NullMarked;
