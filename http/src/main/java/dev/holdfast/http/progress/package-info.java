/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Wrappers of a transport, for one call, that report its progress to the caller: bytes, interim
 * responses.
 */
@NullMarked
package dev.holdfast.http.progress;

import org.jspecify.annotations.NullMarked;
