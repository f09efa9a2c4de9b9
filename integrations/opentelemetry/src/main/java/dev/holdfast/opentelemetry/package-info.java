/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Spans and metrics of OpenTelemetry for the attempts of a session. */
@NullMarked
package dev.holdfast.opentelemetry;

import org.jspecify.annotations.NullMarked;
