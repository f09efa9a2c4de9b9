/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Downloads into files: the target, and the checks. */
@NullMarked
package dev.holdfast.http.download;

import org.jspecify.annotations.NullMarked;
