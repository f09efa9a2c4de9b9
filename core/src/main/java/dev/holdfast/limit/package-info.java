/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Limits on how many attempts are under way at once. */
@NullMarked
package dev.holdfast.limit;

import org.jspecify.annotations.NullMarked;
