/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Servers and their kinds of trouble. */
@NullMarked
package dev.holdfast.lab.server;

import org.jspecify.annotations.NullMarked;
