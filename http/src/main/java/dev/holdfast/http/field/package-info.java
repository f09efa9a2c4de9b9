/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Values of header fields: dates, lists of items, {@code Retry-After}, announced quotas, references
 * in {@code Location}, idempotency keys; and the names of fields that only the transport writes.
 * Parsers of what a server sends accept any text and never throw.
 */
@NullMarked
package dev.holdfast.http.field;

import org.jspecify.annotations.NullMarked;
