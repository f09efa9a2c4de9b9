/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One script of faults for every host, and the course that a call takes through it; what every
 * transport over another client must do.
 */
@NullMarked
package dev.holdfast.parity;

import org.jspecify.annotations.NullMarked;
