/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions below the clients of OpenFeign. */
@NullMarked
package dev.holdfast.feign;

import org.jspecify.annotations.NullMarked;
