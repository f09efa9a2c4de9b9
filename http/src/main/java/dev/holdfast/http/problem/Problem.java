/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.problem;

import dev.holdfast.http.message.Url;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The details of an error that the server describes in {@code application/problem+json} (RFC 9457).
 * Immutable. The texts are the server's own: unescaped, so not safe to log unchanged.
 *
 * @param type the kind of problem: a URI, resolved against the URL of the response if it is
 *     relative; {@code about:blank} if the server names none, which means the kind of the status
 * @param title a short summary of the type
 * @param status the status that the server names; the response's own counts
 * @param detail the description of this occurrence
 * @param instance the URI of this occurrence, resolved like the type
 * @param extensions all other members, as the JSON library reads them into a map
 */
public record Problem(
    String type,
    Optional<String> title,
    OptionalInt status,
    Optional<String> detail,
    Optional<String> instance,
    Map<String, Object> extensions) {

  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String BLANK = "about:blank";

  /** Checks that nothing is missing. */
  public Problem {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(instance, "instance");
    extensions = Map.copyOf(extensions);
  }

  /**
   * Returns the problem in a JSON object. Members of a wrong type are left out (RFC 9457 section
   * 3.1).
   *
   * @param members of the object
   * @param base the URL of the response
   */
  public static Problem of(Map<?, ?> members, Url base) {
    Map<String, Object> others = new LinkedHashMap<>();
    members.forEach((name, value) -> {
      if (name != null && value != null) {
        others.put(String.valueOf(name), value);
      }
    });
    Optional<String> type = text(others.remove("type"));
    Optional<String> title = text(others.remove("title"));
    Optional<String> detail = text(others.remove("detail"));
    Optional<String> instance = text(others.remove("instance"));
    OptionalInt status = others.remove("status") instanceof Number number
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
    return new Problem(
        type.map(uri -> resolved(base, uri)).orElse(BLANK),
        title,
        status,
        detail,
        instance.map(uri -> resolved(base, uri)),
        others);
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static String resolved(Url base, String uri) {
    boolean absolute = uri.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    if (absolute || uri.isEmpty()) {
      return absolute ? uri : BLANK;
    }
    try {
      return base.resolve(uri).text();
    } catch (IllegalArgumentException malformed) {
      return uri;
    }
  }

  /** Returns the type only: the rest may hold secrets. */
  @Override
  public String toString() {
    return "Problem[" + type + "]";
  }
}
