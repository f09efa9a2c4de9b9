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
 * Header fields in the order in which they were set or received: names ignore case, and a name may
 * have several values. Immutable.
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

  /** Returns no headers. */
  public static Headers empty() {
    return EMPTY;
  }

  /**
   * Returns headers of these fields, unchecked. For transports, which have checked what they read.
   */
  public static Headers ofReceived(List<Field> fields) {
    return Objects.requireNonNull(fields, "fields").isEmpty()
        ? EMPTY
        : new Headers(List.copyOf(fields));
  }

  /** Returns the first value of that name. */
  public Optional<String> first(String name) {
    int found = indexOf(name);
    return found < 0 ? Optional.empty() : Optional.of(fields.get(found).value());
  }

  /** Returns all values of that name, in order; empty if there is none. */
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
    // By index: this runs some twenty times a call, and each iterator would cost 32 bytes.
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the number of fields. */
  public int size() {
    return fields.size();
  }

  @Override
  public Iterator<Field> iterator() {
    return fields.iterator();
  }

  /** Returns these headers and one more. A field of the same name stays. */
  public Headers plus(String name, String value) {
    List<Field> copy = new ArrayList<>(fields.size() + 1);
    copy.addAll(fields);
    copy.add(HeaderRules.checked(name, value));
    return new Headers(List.copyOf(copy));
  }

  /** Returns these headers with that field, which replaces all of the same name. */
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  /** Returns these headers, and those of the others whose names are not among these. */
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

  /** Returns these headers without any of that name. */
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

  /** Returns the names and values, with secrets masked: see {@link Secrets}. */
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
