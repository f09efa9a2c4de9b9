/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The standard transport on its own, for wrapping or for further settings. */
@NullMarked
package dev.holdfast.http.standard;

import org.jspecify.annotations.NullMarked;
