/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The fleet simulator: the effect of clients that retry on a server in trouble. */
@NullMarked
package dev.holdfast.lab;

import org.jspecify.annotations.NullMarked;
