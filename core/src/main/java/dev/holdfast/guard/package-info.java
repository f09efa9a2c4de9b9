/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The seam: what an attempt has to pass before it begins, and who hears what became of it. */
@NullMarked
package dev.holdfast.guard;

import org.jspecify.annotations.NullMarked;
