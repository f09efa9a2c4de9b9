/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Results in pages: one call after the other, on demand. */
@NullMarked
package dev.holdfast.http.paging;

import org.jspecify.annotations.NullMarked;
