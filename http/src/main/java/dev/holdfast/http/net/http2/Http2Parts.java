/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.loop.EventLoop;
import java.util.concurrent.Executor;

/**
 * What every connection of a transport needs.
 *
 * @param pingNanos silence after which the peer is asked whether it lives
 */
public record Http2Parts(EventLoop loop, Executor workers, long idleNanos, long pingNanos) {}
