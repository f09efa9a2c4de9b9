/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Guards: policies that an attempt must pass before it begins, and that are told its end. */
@NullMarked
package dev.holdfast.guard;

import org.jspecify.annotations.NullMarked;
