/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A form as browsers send it by default: {@code application/x-www-form-urlencoded} in UTF-8, by the
 * serializer of the WHATWG URL standard. Immutable: every {@link #field} returns another one. In
 * memory, so repeatable.
 */
public final class FormBody extends WrappedBody {

  private static final String TYPE = "application/x-www-form-urlencoded";

  private record Field(String name, String value) {}

  private final List<Field> fields;

  private FormBody(List<Field> fields) {
    super(new BytesBody(encoded(fields).getBytes(StandardCharsets.US_ASCII), TYPE));
    this.fields = fields;
  }

  static FormBody empty() {
    return new FormBody(List.of());
  }

  static FormBody of(Map<String, String> values) {
    List<Field> fields = new ArrayList<>();
    Objects.requireNonNull(values, "fields")
        .forEach((name, value) -> fields.add(checked(name, value)));
    return new FormBody(List.copyOf(fields));
  }

  /** Returns this form with one more field after the others. A name may occur several times. */
  public FormBody field(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(checked(name, value));
    return new FormBody(List.copyOf(more));
  }

  private static Field checked(String name, String value) {
    return new Field(
        Objects.requireNonNull(name, "name"),
        Objects.requireNonNull(value, () -> "value of the field " + name));
  }

  private static String encoded(List<Field> fields) {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      if (!text.isEmpty()) {
        text.append('&');
      }
      text.append(PercentEncoding.encodeForm(field.name()))
          .append('=')
          .append(PercentEncoding.encodeForm(field.value()));
    }
    return text.toString();
  }

  /** Returns the number of fields; neither names nor values. */
  @Override
  public String toString() {
    return "Body[form, " + fields.size() + " fields, " + length() + " bytes]";
  }
}
