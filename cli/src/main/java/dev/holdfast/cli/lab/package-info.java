/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The experiments behind the chapter on outages: real policies, simulated time. */
@NullMarked
package dev.holdfast.cli.lab;

import org.jspecify.annotations.NullMarked;
