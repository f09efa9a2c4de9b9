/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.AttemptLimits;

/**
 * The attempt that the reference model is examining.
 *
 * @param headNanos the time until its head
 */
record Seen(Step step, Trace.Sighting sighting, AttemptLimits limits, long headNanos) {}
