/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The default transport: HTTP/1.1 on the codec and the pool of Apache HttpCore 5, over sockets of
 * our own that are bounded in every place where they can block. Not exported.
 */
@NullMarked
package dev.holdfast.http.apache;

import org.jspecify.annotations.NullMarked;
