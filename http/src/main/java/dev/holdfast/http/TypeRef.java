/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A generic type, kept at run time: {@code response.json(new TypeRef<List<Report>>() {})}.
 * Immutable.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {

  private final Type type;

  /** Creates a reference. Only for an anonymous subclass with a type argument. */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
      throw new IllegalArgumentException(
          "TypeRef: no type argument (expected: new TypeRef<List<String>>() {})");
    }
    this.type = parameterized.getActualTypeArguments()[0];
  }

  /** Returns the type. */
  public Type type() {
    return type;
  }
}
