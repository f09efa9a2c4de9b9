/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.BodyOptions;
import dev.holdfast.cli.option.HeaderText;
import dev.holdfast.cli.option.Reason;
import dev.holdfast.http.Request;
import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body given on the command line. Every attempt can send it again: a file is read again,
 * standard input is kept. If a file cannot be read, no request is sent.
 */
final class RequestBody {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String ACCEPT = "Accept";
  private static final String JSON = "application/json";

  private final @Nullable Body body;
  private final @Nullable String contentType;

  private RequestBody(@Nullable Body body, @Nullable String contentType) {
    this.body = body;
    this.contentType = contentType;
  }

  static RequestBody of(BodyOptions options, InputStream in) {
    requireOne(options);
    if (options.json().isPresent()) {
      return new RequestBody(json(options.json().get(), in), JSON);
    }
    if (options.data().isPresent()) {
      return new RequestBody(data(options.data().get(), in), null);
    }
    if (!options.fields().isEmpty()) {
      Body form = Body.of(UrlEncoded.body(options.fields(), in));
      return new RequestBody(form, UrlEncoded.CONTENT_TYPE);
    }
    if (!options.parts().isEmpty()) {
      return new RequestBody(MultipartForm.body(options.parts(), in), null);
    }
    return new RequestBody(null, null);
  }

  private static void requireOne(BodyOptions options) {
    if (options.texts() > 1) {
      throw new UsageException("--data, --json", "given more than once", "one body");
    }
    if (options.texts() > 0 && !options.fields().isEmpty()) {
      throw new UsageException("--data-urlencode", "given beside --data or --json", "one body");
    }
    if (!options.parts().isEmpty() && options.texts() + options.fields().size() > 0) {
      throw new UsageException("--form", "given beside another body", "one body");
    }
  }

  Request addTo(Request request, List<HeaderText> headers) {
    if (body == null) {
      return request;
    }
    Request complete = request.body(body);
    if (contentType == null) {
      return complete;
    }
    complete = named(headers, CONTENT_TYPE) ? complete : complete.header(CONTENT_TYPE, contentType);
    // As curl does: requests a JSON answer too, unless other headers say otherwise.
    return !contentType.equals(JSON) || named(headers, ACCEPT)
        ? complete
        : complete.header(ACCEPT, contentType);
  }

  private static boolean named(List<HeaderText> headers, String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }

  private static Body json(String text, InputStream in) {
    byte[] bytes = text.startsWith("@")
        ? file("--json", text, text.substring(1), in)
        : text.getBytes(StandardCharsets.UTF_8);
    if (isBlank(bytes)) {
      throw new UsageException("--json", "'" + text + "'", "a JSON text");
    }
    return Body.of(bytes);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b > ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * The body of a text or a file. A file of any size is streamed from disk; a pipe has to be kept.
   */
  private static Body data(String text, InputStream in) {
    if (!text.startsWith("@")) {
      return Body.of(text.getBytes(StandardCharsets.UTF_8));
    }
    String name = text.substring(1);
    try {
      if (!name.equals("-") && Files.isRegularFile(Path.of(name))) {
        return Body.file(Path.of(name));
      }
    } catch (IllegalArgumentException e) {
      throw unreadable("--data", text, e);
    }
    return Body.of(file("--data", text, name, in));
  }

  /**
   * The content of a file.
   *
   * @param shown the value of the option, for a message
   * @param name of the file; a hyphen is standard input
   */
  static byte[] file(String option, String shown, String name, InputStream in) {
    try {
      return name.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(option, shown, e); // IllegalArgumentException: InvalidPathException
    }
  }

  private static UsageException unreadable(String option, String shown, Exception e) {
    return new UsageException(option, shown, "@ and a readable file: " + Reason.of(e));
  }
}
