/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The parts of an HTTP message: headers, bodies, URLs. */
@NullMarked
package dev.holdfast.http.message;

import org.jspecify.annotations.NullMarked;
