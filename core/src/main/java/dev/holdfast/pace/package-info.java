/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Spacing attempts out by what the other side says is left of a quota, before it refuses. */
@NullMarked
package dev.holdfast.pace;

import org.jspecify.annotations.NullMarked;
