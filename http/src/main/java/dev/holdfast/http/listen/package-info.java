/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Listeners of the caller, which observe calls and change nothing: for metrics, traces, logs. */
@NullMarked
package dev.holdfast.http.listen;

import org.jspecify.annotations.NullMarked;
