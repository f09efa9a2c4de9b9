/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Safeguards: the policies for an origin, as settings and as figures. */
@NullMarked
package dev.holdfast.safeguard;

import org.jspecify.annotations.NullMarked;
