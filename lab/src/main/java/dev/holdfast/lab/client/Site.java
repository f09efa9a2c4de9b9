/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.http.SessionBuilder;
import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.sim.World;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Where a client lives.
 *
 * @param world its clock
 * @param origins its connections to each origin that it calls
 * @param random where its jitter comes from
 * @param readTimeoutNanos how long it waits for an answer
 * @param session what the story asks of a session of Holdfast beyond its defaults
 */
public record Site(
    World world,
    List<Connections> origins,
    RandomGenerator random,
    long readTimeoutNanos,
    UnaryOperator<SessionBuilder> session) {}
