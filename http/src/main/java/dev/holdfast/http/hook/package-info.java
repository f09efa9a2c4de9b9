/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The caller's code that takes part in a call: it changes an attempt before it is sent, or asks for
 * another one.
 */
@NullMarked
package dev.holdfast.http.hook;

import org.jspecify.annotations.NullMarked;
