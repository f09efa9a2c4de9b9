/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bodies that are fetched in several parts: what identifies a body, which answer is the rest of it,
 * and the file that keeps the beginning. Never a mixture of two versions.
 */
@NullMarked
package dev.holdfast.http.resume;

import org.jspecify.annotations.NullMarked;
