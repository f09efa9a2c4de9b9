/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Web links (RFC 8288) of responses. */
@NullMarked
package dev.holdfast.http.link;

import org.jspecify.annotations.NullMarked;
