/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Leaving a place alone for as long as it asked for. */
@NullMarked
package dev.holdfast.cooldown;

import org.jspecify.annotations.NullMarked;
