/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The retry engine and its drivers: the engine decides whether a call continues, the drivers carry
 * that out.
 */
@NullMarked
package dev.holdfast.engine;

import org.jspecify.annotations.NullMarked;
