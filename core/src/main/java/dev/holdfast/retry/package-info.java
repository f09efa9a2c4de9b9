/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The retry engine. Everything here decides and nothing here does I/O: a policy, a call's state and
 * a verdict on its last attempt go in, a {@link dev.holdfast.retry.Decision} comes out. Drivers
 * (blocking now) carry the decisions out.
 */
@NullMarked
package dev.holdfast.retry;

import org.jspecify.annotations.NullMarked;
