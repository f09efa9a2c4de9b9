/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.kotlin

import dev.holdfast.http.Request
import dev.holdfast.http.Response
import dev.holdfast.http.Session
import dev.holdfast.http.TypeRef
import kotlinx.coroutines.future.await

/**
 * Makes the call and returns the response. Holds no thread; cancelling the coroutine cancels the
 * call.
 *
 * @throws dev.holdfast.http.RequestException as [Session.request] does
 */
public suspend fun Session.call(request: Request): Response = sendAsync(request).await()

/**
 * Makes the call and reads the body of the response from JSON as [T], type arguments included.
 *
 * @throws dev.holdfast.http.StatusException if the status is an error
 */
public suspend inline fun <reified T : Any> Session.json(request: Request): T =
  call(request).raiseForStatus().json<T>()

/** Reads the body from JSON as [T], type arguments included. */
public inline fun <reified T : Any> Response.json(): T = json(object : TypeRef<T>() {})
