/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Assertions of AssertJ about calls: {@link dev.holdfast.assertj.HoldfastAssertions}. */
@NullMarked
package dev.holdfast.assertj;

import org.jspecify.annotations.NullMarked;
