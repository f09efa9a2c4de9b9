/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Whole calls over loopback, Holdfast and its peers side by side. */
@NullMarked
package dev.holdfast.benchmarks.layercost;

import org.jspecify.annotations.NullMarked;
