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

  private final byte @Nullable [] bytes;
  private final @Nullable String contentType;

  private RequestBody(byte @Nullable [] bytes, @Nullable String contentType) {
    this.bytes = bytes;
    this.contentType = contentType;
  }

  static RequestBody of(BodyOptions options, InputStream in) {
    if (options.json().isPresent()) {
      return new RequestBody(json(options.json().get()), "application/json");
    }
    if (options.data().isPresent()) {
      return new RequestBody(data(options.data().get(), in), null);
    }
    return new RequestBody(null, null);
  }

  Request addTo(Request request, List<HeaderText> headers) {
    if (bytes == null) {
      return request;
    }
    Request withBody = request.body(bytes);
    boolean typed = headers.stream().anyMatch(h -> h.name().equalsIgnoreCase(CONTENT_TYPE));
    return contentType == null || typed ? withBody : withBody.header(CONTENT_TYPE, contentType);
  }

  private static byte[] json(String text) {
    if (text.isBlank()) {
      throw new UsageException("--json", "'" + text + "'", "a JSON text");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] data(String text, InputStream in) {
    if (!text.startsWith("@")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String name = text.substring(1);
    try {
      return name.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
    } catch (IOException | IllegalArgumentException e) {
      // IllegalArgumentException: InvalidPathException.
      throw new UsageException("--data", text, "@ and a readable file: " + Reason.of(e));
    }
  }
}
