/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holdfast's threads, and the rules for the code that may run on them. */
@NullMarked
package dev.holdfast.thread;

import org.jspecify.annotations.NullMarked;
