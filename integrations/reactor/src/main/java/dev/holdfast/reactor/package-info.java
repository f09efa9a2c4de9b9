/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * For Project Reactor: calls as Monos ({@link dev.holdfast.reactor.HoldfastMono}), and the rules of
 * a retrier for {@code retryWhen} ({@link dev.holdfast.reactor.HoldfastRetry}).
 */
@NullMarked
package dev.holdfast.reactor;

import org.jspecify.annotations.NullMarked;
