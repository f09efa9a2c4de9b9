/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Encodes the fields of {@code --data-urlencode} as the body of a form, by curl's rules. */
final class UrlEncoded {

  static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private static final String OPTION = "--data-urlencode";
  private static final String UNRESERVED = "-._~";

  private UrlEncoded() {}

  static byte[] body(List<String> fields, InputStream in) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String field : fields) {
      if (body.size() > 0) {
        body.write('&');
      }
      add(body, field, in);
    }
    return body.toByteArray();
  }

  /** Returns the file that a field's value is read from; empty if the field has its value. */
  static Optional<String> file(String field) {
    int at = field.indexOf('@');
    return field.indexOf('=') < 0 && at >= 0
        ? Optional.of(field.substring(at + 1))
        : Optional.empty();
  }

  /** Adds a field. {@code =} takes precedence over {@code @}, wherever they are. */
  private static void add(ByteArrayOutputStream body, String field, InputStream in) {
    int equals = field.indexOf('=');
    int at = equals < 0 ? field.indexOf('@') : -1;
    int split = Math.max(equals, at);
    if (split > 0) {
      body.writeBytes(name(field.substring(0, split)));
      body.write('=');
    }
    String value = field.substring(split + 1);
    encode(
        body,
        at >= 0
            ? RequestBody.file(OPTION, field, value, in)
            : value.getBytes(StandardCharsets.UTF_8));
  }

  /** The name as given: it is sent unchanged, so it must be encoded already. */
  private static byte[] name(String name) {
    if (name.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '&')) {
      throw new UsageException(
          OPTION, "a name with a character that must be encoded", "a name that is encoded already");
    }
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static void encode(ByteArrayOutputStream body, byte[] value) {
    HexFormat hex = HexFormat.of().withUpperCase();
    for (byte b : value) {
      if (isUnreserved((char) (b & 0xff))) {
        body.write(b);
      } else {
        body.write('%');
        body.writeBytes(hex.toHexDigits(b).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || UNRESERVED.indexOf(c) >= 0;
  }
}
