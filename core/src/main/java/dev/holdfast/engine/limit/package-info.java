/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Limits the number of concurrent attempts. */
@NullMarked
package dev.holdfast.engine.limit;

import org.jspecify.annotations.NullMarked;
