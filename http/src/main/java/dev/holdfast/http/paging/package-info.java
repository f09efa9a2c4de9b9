/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Answers in pages: one call after the other, as far as they are asked for. */
@NullMarked
package dev.holdfast.http.paging;

import org.jspecify.annotations.NullMarked;
