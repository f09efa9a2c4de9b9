/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions below the HTTP clients of the Spring Framework 6.2 and 7. */
@NullMarked
package dev.holdfast.spring;

import org.jspecify.annotations.NullMarked;
