/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Many calls as one job: batches that respect limits by waiting, and polls. */
@NullMarked
package dev.holdfast.http.batch;

import org.jspecify.annotations.NullMarked;
