/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.Objects;
import java.util.Optional;

/** A wrapper of a body, with another content type. */
final class TypedBody extends WrappedBody {

  private final String contentType;

  TypedBody(Body body, String contentType) {
    super(body);
    HeaderRules.checked("Content-Type", Objects.requireNonNull(contentType, "contentType"));
    this.contentType = contentType;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of(contentType);
  }
}
