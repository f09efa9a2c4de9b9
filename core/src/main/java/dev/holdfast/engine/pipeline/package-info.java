/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The policies in front of an attempt, in order, and an attempt's run through them. */
@NullMarked
package dev.holdfast.engine.pipeline;

import org.jspecify.annotations.NullMarked;
