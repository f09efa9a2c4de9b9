/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The values that the caller attaches to a request for hooks, listeners and the code that gets the
 * response. They are never sent. Immutable, if the values are.
 */
public final class Attributes {

  private static final Attributes NONE = new Attributes(Map.of());

  private final Map<String, Object> values;

  private Attributes(Map<String, Object> values) {
    this.values = values;
  }

  /** Returns no attributes. */
  public static Attributes none() {
    return NONE;
  }

  /**
   * Returns the value of that key, if there is one.
   *
   * @throws ClassCastException if a value of another type was set under the key's name
   */
  public <T> Optional<T> get(AttributeKey<T> key) {
    Object value = values.get(Objects.requireNonNull(key, "key").name());
    if (value != null && !key.type().isInstance(value)) {
      throw new ClassCastException("attribute " + key.name() + ": a "
          + value.getClass().getName() + " (expected: " + key.type().getName() + ")");
    }
    return Optional.ofNullable(key.type().cast(value));
  }

  /** Returns the value of that name, if there is one. */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(Objects.requireNonNull(name, "name")));
  }

  /** Returns the names, in no order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Returns these attributes with another one, which replaces one of the same name. */
  public <T> Attributes with(AttributeKey<T> key, T value) {
    return with(Objects.requireNonNull(key, "key").name(), value);
  }

  /**
   * Returns these attributes with another one, which replaces one of the same name.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public Attributes with(String name, Object value) {
    if (Objects.requireNonNull(name, "name").isEmpty()) {
      throw new IllegalArgumentException("attribute: an empty name (expected: a text)");
    }
    Objects.requireNonNull(value, () -> "attribute " + name);
    Map<String, Object> more = new HashMap<>(values);
    more.put(name, value);
    return new Attributes(Map.copyOf(more));
  }

  /** Returns these attributes, and those of the others whose names are not among these. */
  public Attributes withDefaults(Attributes defaults) {
    if (Objects.requireNonNull(defaults, "defaults").values.isEmpty() || values.isEmpty()) {
      return values.isEmpty() ? defaults : this;
    }
    Map<String, Object> all = new HashMap<>(defaults.values);
    all.putAll(values);
    return new Attributes(Map.copyOf(all));
  }

  /** Returns the names; values could be secrets. */
  @Override
  public String toString() {
    return "Attributes" + values.keySet();
  }
}
