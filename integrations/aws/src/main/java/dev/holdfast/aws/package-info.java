/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions below the clients of the AWS SDK for Java 2.x. */
@NullMarked
package dev.holdfast.aws;

import org.jspecify.annotations.NullMarked;
