/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.http.message.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The head of an answer as {@code --include} prints it. */
final class HeadText {

  private HeadText() {}

  static ByteBuffer of(DownloadSink.Head answer) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status());
    if (!answer.reason().isEmpty()) {
      head.append(' ').append(answer.reason());
    }
    for (Headers.Field field : answer.headers()) {
      head.append("\r\n").append(field.name()).append(": ").append(field.value());
    }
    return ByteBuffer.wrap(
        head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
