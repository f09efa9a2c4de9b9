/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

enum NoListener implements AttemptListener {
  INSTANCE;

  @Override
  public void begin(Phase phase) {}

  @Override
  public void connected(boolean reused, String remote) {}
}
