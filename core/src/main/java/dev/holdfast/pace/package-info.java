/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Spaces attempts by a server's announced quota, before the server refuses. */
@NullMarked
package dev.holdfast.pace;

import org.jspecify.annotations.NullMarked;
