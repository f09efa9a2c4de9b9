/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a {@code Link} field by the steps of RFC 8288 appendix B.2: malformed parts are skipped,
 * up to the next link. Runs in linear time, because the text comes from the server.
 */
final class LinkField {

  private static final String UTF_8 = "utf-8'";

  private final String text;
  private int at;

  LinkField(String text) {
    this.text = text;
  }

  /** Called for each link. */
  interface Links {
    void link(String target, Map<String, String> parameters);
  }

  void read(Links links) {
    while (at < text.length()) {
      skipBlanksAnd(',');
      if (!skips('<')) {
        passOver();
        continue;
      }
      int end = text.indexOf('>', at);
      if (end < 0) {
        return;
      }
      String target = text.substring(at, end).strip();
      at = end + 1;
      links.link(target, parameters());
    }
  }

  /** Skips text that is not a link, up to a comma outside of quotes. */
  private void passOver() {
    while (at < text.length() && text.charAt(at) != ',') {
      if (text.charAt(at) == '"') {
        quoted();
      } else {
        at++;
      }
    }
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new HashMap<>();
    while (at < text.length() && text.charAt(at) != ',') {
      skipBlanksAnd(';');
      String name = until("=;,").toLowerCase(Locale.ROOT);
      String value = "";
      if (skips('=')) {
        blanks();
        value = at < text.length() && text.charAt(at) == '"' ? quoted() : until(";,");
      }
      if (name.endsWith("*")) {
        String plain = name.substring(0, name.length() - 1);
        String decoded = extended(value);
        if (decoded != null) {
          parameters.put(plain, decoded);
        }
      } else if (!name.isEmpty()) {
        parameters.putIfAbsent(name, value);
      }
      if (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
        at++; // something between a quoted value and the next semicolon
      }
    }
    return parameters;
  }

  /**
   * Decodes an extended value (RFC 8187): charset, language and percent-encoded bytes; null unless
   * in UTF-8.
   */
  private static @Nullable String extended(String value) {
    int language = value.indexOf('\'', UTF_8.length());
    if (!value.toLowerCase(Locale.ROOT).startsWith(UTF_8) || language < 0) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = language + 1; i < value.length(); i++) {
      char c = value.charAt(i);
      int code = c == '%' && i + 2 < value.length() ? hex(value, i + 1) : -1;
      bytes.write(code < 0 ? c : code);
      i += code < 0 ? 0 : 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(String value, int from) {
    int high = Character.digit(value.charAt(from), 16);
    int low = Character.digit(value.charAt(from + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /**
   * Returns the content of a quoted string. Without an end quote it extends to the end of the
   * field.
   */
  private String quoted() {
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      content.append(text.charAt(at++));
    }
    at++;
    return content.toString();
  }

  private String until(String ends) {
    int from = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private void skipBlanksAnd(char separator) {
    while (at < text.length()
        && (text.charAt(at) == separator || text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skips(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }
}
