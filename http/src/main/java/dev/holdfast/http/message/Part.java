/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One part of a multipart body: its head and its content. */
final class Part {

  private final String name;
  private final byte[] head;
  private final Body body;

  private Part(String name, byte[] head, Body body) {
    this.name = name;
    this.head = head;
    this.body = body;
  }

  /**
   * @throws IllegalArgumentException if the content type of the body is not a valid header value
   */
  static Part of(String name, String fileName, Body body) {
    StringBuilder head = new StringBuilder(128);
    head.append("Content-Disposition: form-data; name=\"").append(escaped(name)).append('"');
    if (!fileName.isEmpty()) {
      head.append("; filename=\"").append(escaped(fileName)).append('"');
    }
    head.append("\r\n");
    body.contentType()
        .ifPresent(type ->
            head.append("Content-Type: ").append(checkedType(name, type)).append("\r\n"));
    head.append("\r\n");
    return new Part(
        name, PercentEncoding.wellFormed(head.toString()).getBytes(StandardCharsets.UTF_8), body);
  }

  /** Escapes a name as browsers do (WHATWG HTML, multipart/form-data encoding algorithm). */
  private static String escaped(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String checkedType(String name, String type) {
    try {
      return HeaderRules.checked("Content-Type", type).value();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "contentType of part '" + Escaped.text(name) + "': " + e.getMessage(), e);
    }
  }

  Body body() {
    return body;
  }

  /** Returns the length of head and body, or -1 if unknown. */
  long length() {
    long length = body.length();
    return length < 0 ? -1 : head.length + length;
  }

  /**
   * Writes the part.
   *
   * @throws IOException if the body does not have its announced length, because the next part would
   *     begin within it
   */
  void writeTo(OutputStream out) throws IOException {
    out.write(head);
    CountingStream counting = new CountingStream(out);
    body.writeTo(counting);
    if (body.length() >= 0 && counting.count() != body.length()) {
      throw new IOException("part '" + Escaped.text(name) + "' declared " + body.length()
          + " bytes and wrote " + counting.count());
    }
  }
}
