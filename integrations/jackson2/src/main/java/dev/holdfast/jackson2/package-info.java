/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** JSON by Jackson 2. */
@NullMarked
package dev.holdfast.jackson2;

import org.jspecify.annotations.NullMarked;
