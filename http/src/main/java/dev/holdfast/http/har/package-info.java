/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The attempts of a call as an HTTP archive. */
@NullMarked
package dev.holdfast.http.har;

import org.jspecify.annotations.NullMarked;
