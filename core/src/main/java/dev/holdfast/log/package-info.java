/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Lines for loggers that must not fill a disk. Internal. */
@NullMarked
package dev.holdfast.log;

import org.jspecify.annotations.NullMarked;
