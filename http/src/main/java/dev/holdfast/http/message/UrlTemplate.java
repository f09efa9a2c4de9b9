/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A URL with variables, such as {@code /orders/{id}?page={page}} (RFC 6570, level 1). Absolute, or
 * relative to the base URL of a session. Immutable: create it once, and keep it.
 *
 * <p>A value is taken literally: all characters but letters, digits and {@code -._~} are
 * percent-encoded (RFC 3986 section 2.3). It cannot leave its place in the path: a value that would
 * make a segment empty, {@code .} or {@code ..} is refused, also after a slash or backslash,
 * because some servers decode those before they split the path.
 */
public final class UrlTemplate {

  private final String text;
  private final List<Piece> pieces;

  /** A literal text, or a variable. */
  private record Piece(String text, boolean variable) {}

  private UrlTemplate(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = pieces;
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException if a brace has no partner, a variable has no name or is more
   *     than a name ({@code {+path}}, {@code {?query}}), or stands before the path
   */
  public static UrlTemplate of(String text) {
    Objects.requireNonNull(text, "text");
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      String literal = text.substring(at, open < 0 ? text.length() : open);
      if (literal.indexOf('}') >= 0) {
        throw bad(text, at + literal.indexOf('}'), "a } without a {");
      }
      if (!literal.isEmpty()) {
        pieces.add(new Piece(literal, false));
      }
      if (open < 0) {
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw bad(text, open, "a { without a }");
      }
      pieces.add(new Piece(name(text, open + 1, close), true));
      at = close + 1;
    }
    UrlTemplate template = new UrlTemplate(text, List.copyOf(pieces));
    template.requirePathBeforeVariables();
    return template;
  }

  private static String name(String text, int from, int to) {
    String name = text.substring(from, to);
    boolean plain = !name.isEmpty()
        && name.chars()
            .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '.'));
    if (!plain) {
      throw bad(text, from, "a variable that is no name of letters, digits, _ and .");
    }
    return name;
  }

  /** Refuses variables before the path. A value in the authority would choose the server. */
  private void requirePathBeforeVariables() {
    int scheme = text.indexOf("://");
    int variable = text.indexOf('{');
    if (variable < 0) {
      return;
    }
    boolean absolute = scheme >= 0 && scheme < indexOfPath(text, 0);
    int path = absolute ? indexOfPath(text, scheme + 3) : 0;
    if (variable < path || text.startsWith("//")) {
      throw bad(text, variable, "a variable before the path, where it would choose the server");
    }
  }

  private static int indexOfPath(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if ("/?#".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** Returns the template as written. */
  public String text() {
    return text;
  }

  /** Returns the path of the template, a common name for all URLs made from it. */
  public String path() {
    int scheme = text.indexOf("://");
    int from = scheme < 0 || scheme > indexOfPath(text, 0) ? 0 : indexOfPath(text, scheme + 3);
    int to = from;
    while (to < text.length() && "?#".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return from == to ? "/" : text.substring(from, to);
  }

  /**
   * Returns the URL with these values, in the order of the variables.
   *
   * @throws IllegalArgumentException if there are more or fewer than variables, or if one would
   *     change the shape of the path
   */
  public String expand(Object... values) {
    Objects.requireNonNull(values, "values");
    long variables = pieces.stream().filter(Piece::variable).count();
    if (values.length != variables) {
      throw new IllegalArgumentException("values: " + values.length + " (expected: " + variables
          + ", one for each variable of " + text + ")");
    }
    int[] next = {0};
    return expanded(name -> values[next[0]++]);
  }

  /**
   * Returns the URL with these values, by name. Others are ignored.
   *
   * @throws IllegalArgumentException if one is missing, or would change the shape of the path
   */
  public String expand(Map<String, ?> values) {
    Objects.requireNonNull(values, "values");
    return expanded(values::get);
  }

  /** A source of values. */
  private interface Values {
    @Nullable Object of(String name);
  }

  private String expanded(Values values) {
    StringBuilder url = new StringBuilder();
    PathShape shape = new PathShape();
    for (Piece piece : pieces) {
      if (!piece.variable()) {
        url.append(piece.text());
        shape.literal(piece.text());
        continue;
      }
      Object value = values.of(piece.text());
      if (value == null) {
        throw new IllegalArgumentException(
            "value of {" + piece.text() + "}: missing (expected: a value that is not null)");
      }
      String text = PercentEncoding.wellFormed(value.toString());
      url.append(PercentEncoding.encodeComponent(text));
      shape.value(piece.text(), text);
    }
    shape.end();
    return url.toString();
  }

  private static IllegalArgumentException bad(String text, int position, String problem) {
    return new IllegalArgumentException("template: " + problem + " at position " + position
        + " of '" + Secrets.maskedQuote(text) + "' (expected: as /orders/{id})");
  }

  @Override
  public String toString() {
    return text;
  }
}
