/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The limits of an attempt of the default transport, the reasons for its end, and the names of its
 * failures.
 */
@NullMarked
package dev.holdfast.http.net;

import org.jspecify.annotations.NullMarked;
