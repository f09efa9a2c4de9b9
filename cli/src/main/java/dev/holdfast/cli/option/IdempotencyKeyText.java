/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.IdempotencyKey;
import picocli.CommandLine.ITypeConverter;

/** Parses an idempotency key; {@code auto} is a new one for each call. */
public final class IdempotencyKeyText implements ITypeConverter<IdempotencyKey> {

  private static final String EXPECTED =
      "auto, or 1 to 255 letters, digits and punctuation, all of them ASCII";

  @Override
  public IdempotencyKey convert(String value) {
    if (value.equals("auto")) {
      return IdempotencyKey.auto();
    }
    try {
      return IdempotencyKey.of(value);
    } catch (IllegalArgumentException e) {
      throw BadValue.of(e, EXPECTED);
    }
  }
}
