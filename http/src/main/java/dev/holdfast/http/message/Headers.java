/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Header fields in the order in which they were set or received: names without regard to case,
 * several values a name. Immutable.
 */
public final class Headers implements Iterable<Headers.Field> {

  private static final Headers EMPTY = new Headers(List.of());

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * One header field.
   *
   * @param name as written
   * @param value without leading and trailing white space
   */
  public record Field(String name, String value) {

    /** Checks that nothing is missing. */
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /** No headers. */
  public static Headers empty() {
    return EMPTY;
  }

  /** Headers of these fields, as they are: for transports, which have checked what they read. */
  public static Headers ofReceived(List<Field> fields) {
    return Objects.requireNonNull(fields, "fields").isEmpty()
        ? EMPTY
        : new Headers(List.copyOf(fields));
  }

  /** The first value of that name. */
  public Optional<String> first(String name) {
    int found = indexOf(name);
    return found < 0 ? Optional.empty() : Optional.of(fields.get(found).value());
  }

  /** All values of that name, in order; empty if there is none. */
  public List<String> all(String name) {
    if (!contains(name)) {
      return List.of();
    }
    List<String> values = new ArrayList<>(2);
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return List.copyOf(values);
  }

  /** Whether there is a field of that name. */
  public boolean contains(String name) {
    return indexOf(name) >= 0;
  }

  private int indexOf(String name) {
    Objects.requireNonNull(name, "name");
    // By index: asked some twenty times a call, and an iterator each would cost 32 bytes each.
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The number of fields. */
  public int size() {
    return fields.size();
  }

  @Override
  public Iterator<Field> iterator() {
    return fields.iterator();
  }

  /** These headers and one more; a field of the same name stays. */
  public Headers plus(String name, String value) {
    List<Field> copy = new ArrayList<>(fields.size() + 1);
    copy.addAll(fields);
    copy.add(HeaderRules.checked(name, value));
    return new Headers(List.copyOf(copy));
  }

  /** These headers with that field in place of all of the same name. */
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  /** These headers, and of those others the ones whose names are not among these. */
  public Headers withDefaults(Headers defaults) {
    Objects.requireNonNull(defaults, "defaults");
    if (fields.isEmpty()) {
      return defaults;
    }
    List<Field> both = new ArrayList<>(fields.size() + defaults.size());
    both.addAll(fields);
    for (Field field : defaults) {
      if (!contains(field.name())) {
        both.add(field);
      }
    }
    return both.size() == fields.size() ? this : new Headers(List.copyOf(both));
  }

  /** These headers without any of that name. */
  public Headers without(String name) {
    if (!contains(name)) {
      return this;
    }
    List<Field> copy = new ArrayList<>(fields.size());
    for (Field field : fields) {
      if (!field.name().equalsIgnoreCase(name)) {
        copy.add(field);
      }
    }
    return ofReceived(copy);
  }

  /** The names and values, secrets masked: see {@link Secrets}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Field field : fields) {
      text.append(text.length() == 1 ? "" : ", ")
          .append(field.name())
          .append(": ")
          .append(Secrets.maskHeader(field.name(), field.value()));
    }
    return text.append('}').toString();
  }
}
