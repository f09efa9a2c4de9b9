/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The transport SPI: one attempt in, one outcome out. Everything about retries, redirects and
 * waiting happens above it.
 */
@NullMarked
package dev.holdfast.http.transport;

import org.jspecify.annotations.NullMarked;
