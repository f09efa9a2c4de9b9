/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An authentication challenge of a server or proxy (RFC 9110 section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters names in lower case; empty for a scheme that has none, or a token in their
 *     place
 */
public record Challenge(String scheme, Map<String, String> parameters) {

  private static final Set<String> SCHEMES = Set.of("basic", "digest", "bearer");
  private static final int MOST_NAMED = 5;

  /**
   * Returns the challenges of a response, in order. The first that cannot be parsed ends the list.
   *
   * @param field {@code WWW-Authenticate} or {@code Proxy-Authenticate}
   */
  public static List<Challenge> in(Headers headers, String field) {
    List<Challenge> all = new ArrayList<>(2);
    for (String value : headers.all(field)) {
      new ChallengeParser(value).parse(all);
    }
    return all;
  }

  /**
   * Returns a message about challenges of which none has a supported scheme; empty if one has, or
   * if there are none.
   *
   * @param asking the sender, such as "the server"
   */
  public static Optional<String> unknownSchemes(List<Challenge> challenges, String asking) {
    boolean known = challenges.stream().map(Challenge::scheme).anyMatch(SCHEMES::contains);
    if (known || challenges.isEmpty()) {
      return Optional.empty();
    }
    String schemes = challenges.stream()
        .map(challenge -> Escaped.text(challenge.scheme()))
        .distinct()
        .limit(MOST_NAMED)
        .collect(Collectors.joining(", "));
    return Optional.of(asking + " asks for " + schemes
        + ", which Holdfast does not have (it has Basic, Digest and Bearer)");
  }

  /** Returns the parameter of that name. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
