/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The retry budget: a limit on the load that retries add, over all calls to one origin. */
@NullMarked
package dev.holdfast.budget;

import org.jspecify.annotations.NullMarked;
