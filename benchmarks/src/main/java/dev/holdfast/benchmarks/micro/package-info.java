/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Microbenchmarks of the parts of a call (JMH). */
@NullMarked
package dev.holdfast.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
