/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Code of the caller that is told how calls go, and changes nothing: for metrics, traces, logs. */
@NullMarked
package dev.holdfast.http.listen;

import org.jspecify.annotations.NullMarked;
