/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Limits on concurrent attempts. */
@NullMarked
package dev.holdfast.limit;

import org.jspecify.annotations.NullMarked;
