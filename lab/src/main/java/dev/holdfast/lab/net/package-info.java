/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The connections, attempts and answers between a client and a server. */
@NullMarked
package dev.holdfast.lab.net;

import org.jspecify.annotations.NullMarked;
