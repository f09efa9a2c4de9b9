/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a session opens for its calls and has to close: the asynchronous side, open streams, itself.
 */
@NullMarked
package dev.holdfast.http.runtime;

import org.jspecify.annotations.NullMarked;
