/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes likely secrets from text of unknown form. */
final class SecretText {

  /** A name and its value: {@code "name": "value"}, {@code name=value}, {@code Name: value}. */
  private static final Pattern PAIR = Pattern.compile(
      "([\\w.%-]{1,80})([\"']?\\s{0,4}[:=]\\s{0,4})"
          + "(\"(?:[^\"\\\\]|\\\\.)*+(?:\"|$)|'[^'\\n]*+(?:'|$)|[^\\s,;&<}\\]\"']++)",
      Pattern.DOTALL);

  /** An element whose name is that of a secret: {@code <token>value</token>}. */
  private static final Pattern ELEMENT = Pattern.compile("<([\\w.:-]{1,80})>([^<]++)");

  private static final Pattern SCHEME = Pattern.compile(
      "\\b(Bearer|Basic|Digest|Negotiate)\\s+[^\\s\"'<,]+", Pattern.CASE_INSENSITIVE);

  private static final Pattern PEM = Pattern.compile(
      "-----BEGIN [^-]{1,40}-----.*?(?:-----END [^-]{1,40}-----|$)", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_=.~-]{20,}");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private SecretText() {}

  static String masked(String text) {
    String pem = PEM.matcher(text).replaceAll(Secrets.MASK);
    String schemes = SCHEME.matcher(pem).replaceAll("$1 " + Secrets.MASK);
    String pairs = PAIR.matcher(schemes).replaceAll(SecretText::pair);
    String elements = ELEMENT
        .matcher(pairs)
        .replaceAll(found -> quoted(
            Secrets.secretName(found.group(1))
                ? "<" + found.group(1) + ">" + Secrets.MASK
                : found.group()));
    return WORD.matcher(elements).replaceAll(SecretText::word);
  }

  private static String pair(MatchResult found) {
    if (!Secrets.secretName(found.group(1))) {
      return quoted(found.group());
    }
    String value = found.group(3);
    String quote = value.startsWith("\"") || value.startsWith("'") ? value.substring(0, 1) : "";
    return quoted(found.group(1) + found.group(2) + quote + Secrets.MASK + quote);
  }

  /** Masks letters and digits in one word, as in tokens; not a path, a host or a UUID. */
  private static String word(MatchResult found) {
    String word = found.group();
    for (String part : word.split("[/.=]", -1)) {
      boolean digits = part.chars().anyMatch(Character::isDigit);
      boolean letters = part.chars().anyMatch(Character::isLetter);
      if (part.length() >= 20 && digits && letters && !UUID.matcher(part).matches()) {
        return Secrets.MASK;
      }
    }
    return quoted(word);
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
