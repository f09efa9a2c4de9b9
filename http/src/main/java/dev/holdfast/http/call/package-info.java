/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a call tells the code around it: its attributes, and what hooks and listeners keep with it.
 */
@NullMarked
package dev.holdfast.http.call;

import org.jspecify.annotations.NullMarked;
