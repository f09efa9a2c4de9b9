/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The common parts of adapters, which put a session below another library's API. An application
 * uses an adapter, not this package, except for
 * {@link dev.holdfast.http.adapter.RequestCustomizer}.
 */
@NullMarked
package dev.holdfast.http.adapter;

import org.jspecify.annotations.NullMarked;
