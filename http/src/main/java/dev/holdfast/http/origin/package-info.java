/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The parts of one origin: its state, the safeguards that mounts share, the route to it. */
@NullMarked
package dev.holdfast.http.origin;

import org.jspecify.annotations.NullMarked;
