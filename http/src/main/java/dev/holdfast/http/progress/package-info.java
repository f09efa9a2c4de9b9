/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Transports around another one, for one call, that tell the caller how far it has come: bytes,
 * interim responses.
 */
@NullMarked
package dev.holdfast.http.progress;

import org.jspecify.annotations.NullMarked;
