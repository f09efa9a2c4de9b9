/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Spaces attempts by the quota that a server announces. */
@NullMarked
package dev.holdfast.engine.pace;

import org.jspecify.annotations.NullMarked;
