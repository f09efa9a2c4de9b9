/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Formats requests as curl commands. */
@NullMarked
package dev.holdfast.http.curl;

import org.jspecify.annotations.NullMarked;
