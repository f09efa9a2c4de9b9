/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The asynchronous transport: one thread drives every connection. All state belongs to that thread;
 * whoever comes from elsewhere leaves a task. The rules of HTTP/1.1 are those of the package above.
 */
@NullMarked
package dev.holdfast.http.apache.async;

import org.jspecify.annotations.NullMarked;
