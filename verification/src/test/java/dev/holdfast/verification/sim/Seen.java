/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.AttemptLimits;

/**
 * The one attempt that the reference model looks at.
 *
 * @param headNanos how long its head took
 */
record Seen(Step step, Trace.Sighting sighting, AttemptLimits limits, long headNanos) {}
