/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Retries for any block of code: {@link dev.holdfast.retrier.Retrier}. */
@NullMarked
package dev.holdfast.retrier;

import org.jspecify.annotations.NullMarked;
