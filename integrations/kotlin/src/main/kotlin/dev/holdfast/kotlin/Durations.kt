/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.kotlin

import dev.holdfast.http.Request
import dev.holdfast.http.Timeouts
import dev.holdfast.retrier.RetrierBuilder
import dev.holdfast.retry.Backoff
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** This request with a deadline of its own. */
public fun Request.deadline(limit: Duration): Request = deadline(limit.toJavaDuration())

/** These timeouts with another limit for a connection: name, all addresses, TLS. */
public fun Timeouts.connect(limit: Duration): Timeouts = connect(limit.toJavaDuration())

/** These timeouts with another limit for silence while a response is awaited or read. */
public fun Timeouts.read(limit: Duration): Timeouts = read(limit.toJavaDuration())

/** These timeouts with another limit for silence while a request is written. */
public fun Timeouts.write(limit: Duration): Timeouts = write(limit.toJavaDuration())

/** These timeouts with another limit for the wait for a connection of the pool. */
public fun Timeouts.pool(limit: Duration): Timeouts = pool(limit.toJavaDuration())

/** These timeouts with another limit for one attempt. */
public fun Timeouts.attempt(limit: Duration): Timeouts = attempt(limit.toJavaDuration())

/** These timeouts with another limit for the whole call. */
public fun Timeouts.deadline(limit: Duration): Timeouts = deadline(limit.toJavaDuration())

/** The limit for the whole call. */
public fun RetrierBuilder.deadline(limit: Duration): RetrierBuilder =
  deadline(limit.toJavaDuration())

/** The limit for one attempt. */
public fun RetrierBuilder.attemptTimeout(limit: Duration): RetrierBuilder =
  attemptTimeout(limit.toJavaDuration())

/** An exponential backoff with full jitter: at once, then [base], doubled each time. */
public fun exponentialBackoff(base: Duration): Backoff = Backoff.exponential(base.toJavaDuration())
