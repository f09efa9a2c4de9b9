/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Downloads into files: what to save, where, and how it is checked. */
@NullMarked
package dev.holdfast.http.download;

import org.jspecify.annotations.NullMarked;
