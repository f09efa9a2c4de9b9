/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Code of the caller that takes part in a call: changes an attempt before it is sent, or asks for
 * one more.
 */
@NullMarked
package dev.holdfast.http.hook;

import org.jspecify.annotations.NullMarked;
