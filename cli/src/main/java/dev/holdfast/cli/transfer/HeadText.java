/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.message.Headers;
import java.nio.charset.StandardCharsets;

/** The head of an answer as {@code --include} prints it. */
final class HeadText {

  private HeadText() {}

  static byte[] of(StreamedResponse response) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(response.status());
    if (!response.reason().isEmpty()) {
      head.append(' ').append(response.reason());
    }
    for (Headers.Field field : response.headers()) {
      head.append("\r\n").append(field.name()).append(": ").append(field.value());
    }
    return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
