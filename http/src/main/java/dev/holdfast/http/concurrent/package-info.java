/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Futures, executors and clocks of a session: on which thread the code of a caller runs, and how
 * waiting ends when the session is closed.
 */
@NullMarked
package dev.holdfast.http.concurrent;

import org.jspecify.annotations.NullMarked;
