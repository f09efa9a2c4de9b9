/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Meters of Micrometer for the calls of a session. */
@NullMarked
package dev.holdfast.micrometer;

import org.jspecify.annotations.NullMarked;
