/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs the caller's code in the context of its call, and keeps its exceptions from ending the call.
 */
@NullMarked
package dev.holdfast.http.caller;

import org.jspecify.annotations.NullMarked;
