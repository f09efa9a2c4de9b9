/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

import java.util.Objects;

/**
 * The name of an attribute, with the type of its value. Keys of the same name are the same
 * attribute, whatever their type. Immutable.
 *
 * @param name not empty
 * @param type of the value
 * @param <T> the type of the value
 */
public record AttributeKey<T>(String name, Class<T> type) {

  /**
   * The key for the template of the URL, such as {@code /orders/{id}}: a name for the kind of call
   * that does not grow with the number of orders. Set by requests that are made from a template.
   */
  public static final AttributeKey<String> URL_TEMPLATE =
      new AttributeKey<>("url.template", String.class);

  /** The key for the name of a client within an application, such as {@code payments}. */
  public static final AttributeKey<String> CLIENT_NAME =
      new AttributeKey<>("client.name", String.class);

  /** Checks its arguments. */
  public AttributeKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name: empty (expected: a text)");
    }
  }

  /** Returns a key. */
  public static <T> AttributeKey<T> of(String name, Class<T> type) {
    return new AttributeKey<>(name, type);
  }
}
