/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.kotlin

import dev.holdfast.retrier.Retrier
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.supervisorScope

/**
 * Runs the block until it succeeds or the retrier gives up, with all settings of the retrier. Waits
 * suspend. Each attempt is a coroutine with the caller's context: cancelling the caller cancels it,
 * and so do an attempt timeout and the deadline.
 *
 * Throws what [Retrier.callAsync] would: the exception of the last attempt, or a
 * [dev.holdfast.retrier.GaveUpException].
 */
public suspend fun <T> Retrier.retrying(block: suspend () -> T): T = supervisorScope {
  callAsync { future { block() } }.await()
}
