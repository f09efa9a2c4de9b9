/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The rule for other calls while an origin is overloaded. */
@NullMarked
package dev.holdfast.cooldown;

import org.jspecify.annotations.NullMarked;
