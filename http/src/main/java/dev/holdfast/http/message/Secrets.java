/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps secrets out of logs, traces, messages and {@code toString}. */
public final class Secrets {

  /** The text that replaces a secret. */
  public static final String MASK = "***";

  /** The headers that may be shown. Any other could be a credential under a name of its own. */
  private static final Set<String> HARMLESS = Set.of(
      "accept",
      "accept-encoding",
      "accept-language",
      "age",
      "allow",
      "cache-control",
      "connection",
      "content-encoding",
      "content-language",
      "content-length",
      "content-range",
      "content-type",
      "date",
      "expires",
      "host",
      "keep-alive",
      "last-modified",
      "range",
      "retry-after",
      "server",
      "transfer-encoding",
      "user-agent",
      "vary");

  /** The name of a secret. A name with percent-encoded letters could be any of these. */
  private static final Pattern SECRET_NAME = Pattern.compile(
      "key|token|secret|passw|pwd|auth|signature|credential|session|bearer|assertion|saml"
          + "|^sig$|^code$|^jwt$|^pass$|^pw$|^pin$|^otp$|^ticket$"
          + "|%[46][1-9a-f]|%[57][0-9a]",
      Pattern.CASE_INSENSITIVE);

  private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/?#]*@");

  /** A parameter of a path, such as {@code ;jsessionid=1}. */
  private static final Pattern PATH_PARAMETER = Pattern.compile("(;)([^=;/]*)=([^;/]*)");

  /** A pair of a query or fragment. */
  private static final Pattern QUERY_PAIR = Pattern.compile("([?&;#])([^=&;#?]*)=([^&;#]*)");

  private Secrets() {}

  /**
   * Returns the header's value, {@linkplain Escaped escaped}, if headers of that name are known to
   * hold no secrets, else {@link #MASK}; for {@code Location} the result of {@link #maskUrl}.
   */
  public static String maskHeader(String name, String value) {
    Objects.requireNonNull(value, "value");
    String lower = Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT);
    if (lower.equals("location")) {
      return maskedQuote(value);
    }
    return HARMLESS.contains(lower) ? Escaped.text(value) : MASK;
  }

  /**
   * Returns the URL without user info and without the values of key-like parameters, wherever they
   * are.
   */
  public static String maskUrl(String url) {
    String text = Objects.requireNonNull(url, "url").indexOf('@') < 0
        ? url
        : USER_INFO.matcher(url).replaceAll(MASK + "@");
    if (text.indexOf('=') < 0) {
      return text;
    }
    int path = pathEnd(text);
    return masked(PATH_PARAMETER, text.substring(0, path))
        + masked(QUERY_PAIR, text.substring(path));
  }

  /** Returns where the query or the fragment begins. */
  private static int pathEnd(String url) {
    int end = 0;
    while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
      end++;
    }
    return end;
  }

  private static String masked(Pattern pairs, String text) {
    return pairs
        .matcher(text)
        .replaceAll(pair ->
            Matcher.quoteReplacement(maskPair(pair.group(1), pair.group(2), pair.group(3))));
  }

  /**
   * Returns a reference to a URL, possibly malformed, for a message: secrets masked, escaped, at
   * most 80 bytes. Everything that could be user info is removed, even if a slash in the password
   * looks like the end of the host.
   */
  public static String maskedQuote(String text) {
    int at = Objects.requireNonNull(text, "text").lastIndexOf('@');
    int start = text.indexOf("//");
    boolean suspicious = at >= 0 && (start < 0 || start < at);
    String shown = suspicious
        ? text.substring(0, start < 0 ? 0 : start + 2) + MASK + text.substring(at)
        : text;
    return Escaped.text(maskUrl(shown));
  }

  /**
   * Returns foreign text, such as the body of an error, without the values of key-like names (JSON,
   * forms, header lines), credentials, and long words of letters and digits that could be tokens. A
   * UUID stays. A secret that only its meaning reveals is not detected.
   */
  public static String maskText(String text) {
    return SecretText.masked(Objects.requireNonNull(text, "text"));
  }

  /**
   * Returns the same text for a message, {@linkplain Escaped escaped}. Text of words alone, as in
   * most reason phrases, costs almost nothing.
   */
  public static String foreign(String text) {
    return Escaped.text(onlyWords(Objects.requireNonNull(text, "text")) ? text : maskText(text));
  }

  /** Returns a description of a foreign exception: its class, and its message masked likewise. */
  public static String foreign(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getName();
    return Escaped.text(message == null ? name : name + ": " + maskText(message));
  }

  private static boolean onlyWords(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == ' ' || c == '-')) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value of that name is kept secret. */
  static boolean secretName(String name) {
    return SECRET_NAME.matcher(name).find();
  }

  private static String maskPair(String separator, String name, String value) {
    boolean secret = SECRET_NAME.matcher(name).find() && !value.isEmpty();
    return separator + name + "=" + (secret ? MASK : value);
  }
}
