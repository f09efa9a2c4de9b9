/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.curl;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Formats a request as a curl command for a POSIX shell, on one line, with secrets masked. Values
 * are in single quotes, where a shell expands nothing. A text in memory of at most 8 KiB is shown,
 * also masked. Any other body is a placeholder for a file, {@code BODY}.
 */
public final class CurlCommand {

  private static final int MOST_BODY = 8 * 1024;

  private CurlCommand() {}

  /** Returns the command. */
  public static String of(String method, Url url, Headers headers, Body body) {
    StringBuilder command = new StringBuilder("curl");
    boolean sends = body != Body.none();
    if (method.equals("HEAD")) {
      command.append(" --head");
    } else if (!method.equals(sends ? "POST" : "GET")) {
      command.append(" --request ").append(quoted(method));
    }
    command.append(' ').append(quoted(url.masked()));
    for (Headers.Field field : headers) {
      String value = Secrets.maskHeader(field.name(), field.value());
      // A header without a value ends with a semicolon; a colon would remove it.
      header(command, value.isEmpty() ? field.name() + ";" : field.name() + ": " + value);
    }
    if (sends) {
      if (!headers.contains("Content-Type")) {
        // Otherwise curl would declare every body a form.
        header(command, "Content-Type: " + body.contentType().map(Escaped::text).orElse(""));
      }
      data(command, body);
    }
    return command.toString();
  }

  private static void header(StringBuilder command, String line) {
    command.append(" --header ").append(quoted(line.strip()));
  }

  private static void data(StringBuilder command, Body body) {
    String text = text(body);
    command.append(
        text == null ? " --data-binary @BODY" : " --data-raw " + quoted(Secrets.maskText(text)));
  }

  private static @Nullable String text(Body body) {
    if (!body.inMemory() || !body.repeatable() || body.length() < 0 || body.length() > MOST_BODY) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.writeTo(bytes);
      String text = StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
      return text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r')
          ? null
          : text;
    } catch (CharacterCodingException binary) {
      return null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Quotes a word for the shell, whatever its contents. */
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
