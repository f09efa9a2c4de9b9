/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The prompt for passwords. */
@NullMarked
package dev.holdfast.cli.credential;

import org.jspecify.annotations.NullMarked;
