/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The policies of one origin, put in order, with the state that its calls share. */
@NullMarked
package dev.holdfast.engine.origin;

import org.jspecify.annotations.NullMarked;
