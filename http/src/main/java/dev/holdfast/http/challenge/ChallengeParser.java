/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import dev.holdfast.http.message.HeaderRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a list of challenges. A comma may end a parameter or a challenge: the next part is a
 * parameter if an equals sign follows its first word.
 */
final class ChallengeParser {

  /** The limit on parameters. A server that sends more does not want an answer. */
  private static final int MOST_PARAMETERS = 32;

  private final String text;
  private int at;

  ChallengeParser(String text) {
    this.text = text;
  }

  /** Adds the challenges up to the first that cannot be parsed. */
  void parse(List<Challenge> found) {
    skip(" \t,");
    while (at < text.length()) {
      Challenge challenge = challenge();
      if (challenge == null) {
        return;
      }
      found.add(challenge);
      skip(" \t,");
    }
  }

  private @Nullable Challenge challenge() {
    String scheme = token();
    if (scheme.isEmpty() || at < text.length() && " \t,".indexOf(text.charAt(at)) < 0) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    skip(" \t");
    if (!token68()) {
      while (parameter(parameters)) {
        if (parameters.size() > MOST_PARAMETERS) {
          return null;
        }
      }
    }
    return new Challenge(scheme.toLowerCase(Locale.ROOT), Map.copyOf(parameters));
  }

  /** Skips a token68, which replaces the parameters up to the next comma. */
  private boolean token68() {
    int start = at;
    while (at < text.length() && isToken68(text.charAt(at))) {
      at++;
    }
    int padding = at;
    skip("=");
    skip(" \t");
    boolean ends = at == text.length() || text.charAt(at) == ',';
    if (padding > start && ends) {
      return true;
    }
    at = start;
    return false;
  }

  private static boolean isToken68(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~+/".indexOf(c) >= 0;
  }

  /**
   * Parses one parameter. Returns false if there is none, so that another challenge may begin here.
   */
  private boolean parameter(Map<String, String> parameters) {
    int start = at;
    skip(" \t,");
    String name = token();
    skip(" \t");
    if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
      at = start;
      return false;
    }
    at++;
    skip(" \t");
    String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
    if (value == null) {
      at = start;
      return false;
    }
    // The first of several parameters with the same name counts.
    parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
    skip(" \t");
    return true;
  }

  private @Nullable String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at == text.length()) {
      return null;
    }
    at++;
    return value.toString();
  }

  private String token() {
    int start = at;
    while (at < text.length() && HeaderRules.isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
