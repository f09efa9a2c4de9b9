/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Internet addresses as texts and as blocks. Not exported. */
@NullMarked
package dev.holdfast.http.address;

import org.jspecify.annotations.NullMarked;
