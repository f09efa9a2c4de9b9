/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holdfast beside other clients, over each protocol, with any number of calls at once. */
@NullMarked
package dev.holdfast.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
