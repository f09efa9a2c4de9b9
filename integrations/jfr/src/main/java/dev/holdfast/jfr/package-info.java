/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Calls, attempts, waits and breakers as events of the JDK Flight Recorder. */
@NullMarked
package dev.holdfast.jfr;

import org.jspecify.annotations.NullMarked;
