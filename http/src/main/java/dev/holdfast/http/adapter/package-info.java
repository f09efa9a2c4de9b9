/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * For the authors of adapters, which put a session below another library's API: what all of them
 * need. An application uses an adapter, not this package, but for
 * {@link dev.holdfast.http.adapter.RequestCustomizer}.
 */
@NullMarked
package dev.holdfast.http.adapter;

import org.jspecify.annotations.NullMarked;
