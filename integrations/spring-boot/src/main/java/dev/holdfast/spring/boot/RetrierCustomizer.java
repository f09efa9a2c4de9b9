/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.retrier.RetrierBuilder;

/**
 * A bean that changes the builder of the application's {@link dev.holdfast.retrier.Retrier}, after
 * its properties were applied. Several are called in their order.
 */
@FunctionalInterface
public interface RetrierCustomizer {

  /** Changes the builder. */
  void customize(RetrierBuilder builder);
}
