/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Content codings taken apart: bytes in, bytes out, no I/O; every bound checked on the way. */
@NullMarked
package dev.holdfast.http.coding;

import org.jspecify.annotations.NullMarked;
