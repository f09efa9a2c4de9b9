/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import java.util.Locale;

/** Whether, and how long, a connection may be kept after a response (RFC 9112 section 9.3). */
public final class Persistence {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Persistence() {}

  /** By both messages. */
  public static boolean allowed(Headers request, ResponseHead head) {
    if (hasToken(request, "close") || hasToken(head.headers(), "close")) {
      return false;
    }
    // Both at once is a sign of trouble somewhere on the way (RFC 9112 section 6.3, item 3).
    if (head.headers().contains("Transfer-Encoding") && head.headers().contains("Content-Length")) {
      return false;
    }
    if (announcesBodyThatCannotBe(head)) {
      return false;
    }
    return head.minorVersion() == 1 || hasToken(head.headers(), "keep-alive");
  }

  /**
   * Whether a response that has no body (RFC 9110 sections 15.3.5 and 15.4.5) speaks of one. It may
   * follow all the same, later than a look at the connection can tell, and would then be taken for
   * the next response.
   */
  private static boolean announcesBodyThatCannotBe(ResponseHead head) {
    boolean bodiless = head.status() == 204 || head.status() == 304;
    return bodiless
        && (head.headers().contains("Transfer-Encoding")
            || !HeaderRules.allZero(head.headers().all("Content-Length")));
  }

  /**
   * How long a connection may rest by what the peer promises ({@code Keep-Alive: timeout=N}), in
   * nanoseconds; {@link Long#MAX_VALUE} if it promises nothing.
   *
   * <p>A second less than promised, since the peer's clock has begun before ours and the next
   * request takes its time to arrive; half of a promise below two seconds.
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
