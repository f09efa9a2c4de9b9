/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs code of the caller: in the context of its call, and so that what it throws does not end the
 * call.
 */
@NullMarked
package dev.holdfast.http.caller;

import org.jspecify.annotations.NullMarked;
