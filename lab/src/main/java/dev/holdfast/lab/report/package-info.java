/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Results as rows, tables and charts, and the check of the goals. */
@NullMarked
package dev.holdfast.lab.report;

import org.jspecify.annotations.NullMarked;
