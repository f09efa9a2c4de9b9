/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions of a Spring Boot application: code shared by the starters for its versions. */
@NullMarked
package dev.holdfast.spring.boot;

import org.jspecify.annotations.NullMarked;
