/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is between a client and a server: connections, attempts, answers. */
@NullMarked
package dev.holdfast.lab.net;

import org.jspecify.annotations.NullMarked;
