/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions below OkHttp's calls, and so below Retrofit. */
@NullMarked
package dev.holdfast.okhttp;

import org.jspecify.annotations.NullMarked;
