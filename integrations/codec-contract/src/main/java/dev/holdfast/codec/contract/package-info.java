/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every JSON codec must do, as tests. */
@NullMarked
package dev.holdfast.codec.contract;

import org.jspecify.annotations.NullMarked;
