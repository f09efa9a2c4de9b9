/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Clients: sessions of Holdfast, and peers by their documentation. */
@NullMarked
package dev.holdfast.lab.client;

import org.jspecify.annotations.NullMarked;
