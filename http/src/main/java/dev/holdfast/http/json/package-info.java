/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Values of {@code json(…)}: the selection of the session's codec, and the encodings of JSON. */
@NullMarked
package dev.holdfast.http.json;

import org.jspecify.annotations.NullMarked;
