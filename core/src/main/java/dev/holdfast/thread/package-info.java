/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Threads of our own: how they are made, and which code may run on them. Not for callers. */
@NullMarked
package dev.holdfast.thread;

import org.jspecify.annotations.NullMarked;
