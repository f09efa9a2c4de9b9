/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The description of a call for the code around it: its attributes, and the values that hooks and
 * listeners keep with it.
 */
@NullMarked
package dev.holdfast.http.call;

import org.jspecify.annotations.NullMarked;
