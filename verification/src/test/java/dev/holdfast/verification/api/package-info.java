/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The gate of the public API: what the published modules export, and the committed dump of it. */
@NullMarked
package dev.holdfast.verification.api;

import org.jspecify.annotations.NullMarked;
