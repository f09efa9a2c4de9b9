/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import java.time.Duration;
import java.util.Optional;

/**
 * A breaker at one moment: for dashboards and logs.
 *
 * @param name of the breaker
 * @param state it is in
 * @param calls that it looks at: while closed those of its window, while half-open the probes that
 *     ended, while open those that opened it
 * @param failed of them
 * @param slow of them
 * @param untilProbe how long it stays open
 */
public record BreakerSnapshot(
    String name,
    CircuitBreaker.State state,
    long calls,
    long failed,
    long slow,
    Optional<Duration> untilProbe) {}
