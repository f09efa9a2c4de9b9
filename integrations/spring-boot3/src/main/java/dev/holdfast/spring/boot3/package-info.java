/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A session below every HTTP client of a Spring Boot 3.5 application. */
@NullMarked
package dev.holdfast.spring.boot3;

import org.jspecify.annotations.NullMarked;
