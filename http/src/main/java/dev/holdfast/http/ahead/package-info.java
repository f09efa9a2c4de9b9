/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Reads the beginning of a streamed body before the attempt counts as a success. */
@NullMarked
package dev.holdfast.http.ahead;

import org.jspecify.annotations.NullMarked;
