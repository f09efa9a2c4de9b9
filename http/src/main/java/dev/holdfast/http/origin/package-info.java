/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What belongs to one origin: its state, the safeguards that mounts share, the route that leads to
 * it.
 */
@NullMarked
package dev.holdfast.http.origin;

import org.jspecify.annotations.NullMarked;
