/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Certificates and keys from PEM files. */
@NullMarked
package dev.holdfast.cli.tls;

import org.jspecify.annotations.NullMarked;
