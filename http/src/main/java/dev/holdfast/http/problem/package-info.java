/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Problem details of error responses (RFC 9457). */
@NullMarked
package dev.holdfast.http.problem;

import org.jspecify.annotations.NullMarked;
