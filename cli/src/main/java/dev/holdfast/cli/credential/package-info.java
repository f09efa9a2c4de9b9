/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Passwords that are asked for. */
@NullMarked
package dev.holdfast.cli.credential;

import org.jspecify.annotations.NullMarked;
