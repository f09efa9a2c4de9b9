/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The resources of a session that it has to close: the asynchronous runtime, open streams, itself.
 */
@NullMarked
package dev.holdfast.http.runtime;

import org.jspecify.annotations.NullMarked;
