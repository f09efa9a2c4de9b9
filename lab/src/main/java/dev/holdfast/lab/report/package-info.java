/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Results as rows, tables and pictures, and whether they are good enough. */
@NullMarked
package dev.holdfast.lab.report;

import org.jspecify.annotations.NullMarked;
