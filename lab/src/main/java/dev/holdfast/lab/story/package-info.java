/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The stories: their events in order, and the figures that are measured. */
@NullMarked
package dev.holdfast.lab.story;

import org.jspecify.annotations.NullMarked;
