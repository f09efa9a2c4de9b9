/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Futures, executors and clocks of a session. They decide on which thread the caller's code runs,
 * and end waits when the session is closed.
 */
@NullMarked
package dev.holdfast.http.concurrent;

import org.jspecify.annotations.NullMarked;
