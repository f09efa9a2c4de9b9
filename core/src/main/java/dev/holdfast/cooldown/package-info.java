/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What other calls do while an origin is overloaded. */
@NullMarked
package dev.holdfast.cooldown;

import org.jspecify.annotations.NullMarked;
