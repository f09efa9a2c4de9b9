/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the contract that every JSON codec must keep. */
@NullMarked
package dev.holdfast.codec.contract;

import org.jspecify.annotations.NullMarked;
