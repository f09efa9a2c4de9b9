/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.BodyOptions;
import dev.holdfast.cli.option.HeaderText;
import dev.holdfast.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body as given on the command line, read in full before anything is sent: so every attempt can
 * send it again, and an unreadable file costs no request.
 */
final class RequestBody {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String ACCEPT = "Accept";
  private static final String JSON = "application/json";

  private final byte @Nullable [] bytes;
  private final @Nullable String contentType;

  private RequestBody(byte @Nullable [] bytes, @Nullable String contentType) {
    this.bytes = bytes;
    this.contentType = contentType;
  }

  static RequestBody of(BodyOptions options, InputStream in) {
    if (options.json().isPresent()) {
      return new RequestBody(json(options.json().get(), in), JSON);
    }
    if (options.data().isPresent()) {
      return new RequestBody(data("--data", options.data().get(), in), null);
    }
    return new RequestBody(null, null);
  }

  Request addTo(Request request, List<HeaderText> headers) {
    if (bytes == null) {
      return request;
    }
    Request complete = request.body(bytes);
    if (contentType == null) {
      return complete;
    }
    // As curl does: the answer is wanted as JSON too, unless other headers say otherwise.
    complete = named(headers, CONTENT_TYPE) ? complete : complete.header(CONTENT_TYPE, contentType);
    return named(headers, ACCEPT) ? complete : complete.header(ACCEPT, contentType);
  }

  private static boolean named(List<HeaderText> headers, String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }

  private static byte[] json(String text, InputStream in) {
    byte[] bytes = data("--json", text, in);
    if (isBlank(bytes)) {
      throw new UsageException("--json", "'" + text + "'", "a JSON text");
    }
    return bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b > ' ') {
        return false;
      }
    }
    return true;
  }

  private static byte[] data(String option, String text, InputStream in) {
    if (!text.startsWith("@")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String name = text.substring(1);
    try {
      return name.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
    } catch (IOException | IllegalArgumentException e) {
      // IllegalArgumentException: InvalidPathException.
      throw new UsageException(option, text, "@ and a readable file: " + Reason.of(e));
    }
  }
}
