/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an attempt of the default transport is measured by, how it ends, and how its failures are
 * named.
 */
@NullMarked
package dev.holdfast.http.net;

import org.jspecify.annotations.NullMarked;
