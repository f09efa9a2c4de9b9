/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import java.util.Locale;

/**
 * Decides whether, and how long, a connection may be kept after a response (RFC 9112 section 9.3).
 */
public final class Persistence {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Persistence() {}

  /** Whether both messages allow it. */
  public static boolean allowed(Headers request, ResponseHead head) {
    if (hasToken(request, "close") || hasToken(head.headers(), "close")) {
      return false;
    }
    // Both at once is a sign of trouble on the way (RFC 9112 section 6.3, item 3).
    if (head.headers().contains("Transfer-Encoding") && head.headers().contains("Content-Length")) {
      return false;
    }
    if (announcesBodyThatCannotBe(head)) {
      return false;
    }
    return head.minorVersion() == 1 || hasToken(head.headers(), "keep-alive");
  }

  /**
   * Whether a response that cannot have a body (RFC 9110 sections 15.3.5 and 15.4.5) announces one.
   * The body may follow nevertheless, too late for a check of the connection, and would then be
   * taken for the next response.
   */
  private static boolean announcesBodyThatCannotBe(ResponseHead head) {
    boolean bodiless = head.status() == 204 || head.status() == 304;
    return bodiless
        && (head.headers().contains("Transfer-Encoding")
            || !HeaderRules.allZero(head.headers().all("Content-Length")));
  }

  /**
   * Returns how long a connection may be idle according to the peer ({@code Keep-Alive:
   * timeout=N}), in nanoseconds; {@link Long#MAX_VALUE} if it announces nothing.
   *
   * <p>One second less than announced, because the peer's clock started before the client's and the
   * next request takes time to arrive; half of a time below two seconds.
   */
  public static long idleLimit(Headers response) {
    for (String value : response.all("Keep-Alive")) {
      for (String parameter : value.split(",", -1)) {
        String text = parameter.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("timeout=")) {
          return seconds(text.substring("timeout=".length()));
        }
      }
    }
    return Long.MAX_VALUE;
  }

  private static long seconds(String text) {
    boolean plain = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      plain &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!plain) {
      return Long.MAX_VALUE;
    }
    long promised = Long.parseLong(text) * NANOS_PER_SECOND;
    return promised - Math.min(NANOS_PER_SECOND, promised / 2);
  }

  private static boolean hasToken(Headers headers, String token) {
    if (!headers.contains("Connection")) {
      return false;
    }
    for (String value : headers.all("Connection")) {
      for (String part : value.split(",", -1)) {
        if (part.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }
}
