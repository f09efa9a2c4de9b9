/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bodies that are fetched in several parts: the identity of a body, the check whether a response is
 * the rest of it, and the file with the beginning. Two versions are never mixed.
 */
@NullMarked
package dev.holdfast.http.resume;

import org.jspecify.annotations.NullMarked;
