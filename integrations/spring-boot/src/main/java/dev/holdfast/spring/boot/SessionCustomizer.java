/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.SessionBuilder;

/**
 * A bean that changes the builder of the application's session, after its properties were applied.
 * Several are called in their order.
 */
@FunctionalInterface
public interface SessionCustomizer {

  /** Changes the builder. */
  void customize(SessionBuilder builder);
}
