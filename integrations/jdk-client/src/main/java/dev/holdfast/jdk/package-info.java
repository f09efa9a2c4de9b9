/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A session as the JDK's {@code HttpClient}, for libraries that take one. */
@NullMarked
package dev.holdfast.jdk;

import org.jspecify.annotations.NullMarked;
