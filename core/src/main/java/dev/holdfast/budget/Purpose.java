/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

/**
 * What a retry is for, as far as an account goes by it. Immutable.
 *
 * @param call tells calls apart: the same for all retries of one call
 * @param tookNanos how long the attempt took that failed
 * @param waits how many retries of this call, this one included, wait as long as the server asked
 *     to; 0 if this one waits for a backoff
 */
public record Purpose(long call, long tookNanos, int waits) {}
