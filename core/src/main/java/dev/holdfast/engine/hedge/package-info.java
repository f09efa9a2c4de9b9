/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Hedged attempts: a second attempt beside a slow first one. */
@NullMarked
package dev.holdfast.engine.hedge;

import org.jspecify.annotations.NullMarked;
