/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Responses and exchanges that pass on to another one what they do not change: for transports
 * around transports.
 */
@NullMarked
package dev.holdfast.http.around;

import org.jspecify.annotations.NullMarked;
