/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The trace of a call on standard error: as text for people, as JSON for programs. */
@NullMarked
package dev.holdfast.cli.trace;

import org.jspecify.annotations.NullMarked;
