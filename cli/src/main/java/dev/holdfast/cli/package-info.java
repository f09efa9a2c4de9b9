/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The {@code holdfast} command: calls a URL with the library's guarantees and shows every attempt.
 */
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
