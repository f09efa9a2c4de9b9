/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Parts of a call, each on its own (JMH). */
@NullMarked
package dev.holdfast.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
