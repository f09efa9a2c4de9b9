/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** JSON by Jackson 3. */
@NullMarked
package dev.holdfast.jackson3;

import org.jspecify.annotations.NullMarked;
