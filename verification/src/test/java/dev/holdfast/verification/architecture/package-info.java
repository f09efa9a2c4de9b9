/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The structure of the code: dependencies between packages, and the length of files. */
@NullMarked
package dev.holdfast.verification.architecture;

import org.jspecify.annotations.NullMarked;
