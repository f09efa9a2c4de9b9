/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The gate of the public API: the exports of the published modules, and the committed dump of them.
 */
@NullMarked
package dev.holdfast.verification.api;

import org.jspecify.annotations.NullMarked;
