/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The same stories in real time: real sessions over real sockets. */
@NullMarked
package dev.holdfast.lab.live;

import org.jspecify.annotations.NullMarked;
