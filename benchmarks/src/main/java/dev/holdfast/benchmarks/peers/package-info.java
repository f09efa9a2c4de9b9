/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Comparison of Holdfast with other clients, over each protocol, with any number of concurrent
 * calls.
 */
@NullMarked
package dev.holdfast.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
