/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The HTTP session. Start at {@link dev.holdfast.http.Session}; {@code HttpClassifier} has the
 * rules for retries, {@code Redirects} those for redirects.
 */
@NullMarked
package dev.holdfast.http;

import org.jspecify.annotations.NullMarked;
