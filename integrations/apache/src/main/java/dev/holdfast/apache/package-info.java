/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions as the {@code CloseableHttpClient} of Apache HttpClient 5. */
@NullMarked
package dev.holdfast.apache;

import org.jspecify.annotations.NullMarked;
