/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.loop.EventLoop;
import java.util.concurrent.Executor;

/**
 * The shared parts of all connections of a transport.
 *
 * @param pingNanos the silence after which a PING is sent
 */
public record Http2Parts(EventLoop loop, Executor workers, long idleNanos, long pingNanos) {}
