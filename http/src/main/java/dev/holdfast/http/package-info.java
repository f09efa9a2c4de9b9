/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The HTTP session. Start at {@link dev.holdfast.http.Session}; the rules of what is retried are in
 * {@code HttpClassifier}, those of redirects in {@code Redirects}.
 */
@NullMarked
package dev.holdfast.http;

import org.jspecify.annotations.NullMarked;
