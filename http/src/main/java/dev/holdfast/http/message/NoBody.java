/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.OutputStream;
import java.util.Optional;

enum NoBody implements Body {
  INSTANCE;

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public long length() {
    return 0;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.empty();
  }

  @Override
  public void writeTo(OutputStream out) {}

  @Override
  public String toString() {
    return "Body.none()";
  }
}
