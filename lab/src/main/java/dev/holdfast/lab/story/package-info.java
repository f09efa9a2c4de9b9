/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What happens in which order, and what it is measured by. */
@NullMarked
package dev.holdfast.lab.story;

import org.jspecify.annotations.NullMarked;
