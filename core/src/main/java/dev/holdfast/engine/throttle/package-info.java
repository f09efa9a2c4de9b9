/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Refuses a share of attempts while the other side fails them. */
@NullMarked
package dev.holdfast.engine.throttle;

import org.jspecify.annotations.NullMarked;
