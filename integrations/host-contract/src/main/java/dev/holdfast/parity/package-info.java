/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The scripts of faults that every host plays, and the course of a call through them; what every
 * transport over another client must do.
 */
@NullMarked
package dev.holdfast.parity;

import org.jspecify.annotations.NullMarked;
