/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Timeouts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tables of defaults, with the values that the code has. */
final class Defaults {

  private static final String HEAD = "| Setting | Default | Why |\n|---|---|---|\n";

  private Defaults() {}

  static String timeouts() {
    return HEAD
        + timeout(
            "connect",
            "DNS, TCP over *all* addresses and TLS together, one budget; just over"
                + " 3 s, so that one lost SYN (sent again after 1 s) fits in")
        + timeout(
            "read",
            "silence between two bytes received; longer than a slow answer should be,"
                + " under the 30 s after which many proxies hang up")
        + timeout("write", "standstill while sending; the same patience in the other direction")
        + timeout(
            "pool",
            "waiting for one of the session's own connections: that is our own load,"
                + " not the server's")
        + timeout("attempt", "one whole attempt; the deadline bounds it anyway")
        + timeout("deadline", "the whole call: attempts, waits, redirects, body");
  }

  static String retries() {
    return HEAD
        + retry(
            "total",
            "total=(\\d+)",
            "retries in all, so 6 requests; enough for a restart, not" + " for an outage")
        + retry("redirect", "redirect=(\\d+)", "redirects, on an account of their own")
        + retry(
            "statuses", "statuses \\[([^\\]]+)\\]", "“not now” and “not me”; a 404 is an answer")
        + retry(
            "methods",
            "methods \\[([^\\]]+)\\]",
            "what changes nothing; others need a key or" + " the proof that nothing was sent")
        + retry("backoff", "base ([^,]+)", "base of the exponential waits: 0, 0.5, 1, 2, 4 s")
        + retry("first retry", "first retry (\\w+)", "most failures are over at once")
        + retry("backoff max", ", max ([^,]+)", "urllib3's cap")
        + retry(
            "jitter",
            "jitter (\\w+)",
            "uniform in 0…delay: clients that fail together do not" + " come back together")
        + retry(
            "Retry-After",
            "Retry-After ([^,]+)",
            "never earlier than asked; beyond that the"
                + " call fails at once and carries the time")
        + retry("raiseOnStatus", "raiseOnStatus (\\w+)", "the last response is handed back");
  }

  private static String timeout(String name, String why) {
    return row(name, "\\b" + name + " ([^,\\]]+)", Timeouts.defaults().toString(), why);
  }

  private static String retry(String name, String pattern, String why) {
    return row(name, pattern, Retry.defaults().toString(), why);
  }

  private static String row(String name, String pattern, String settings, String why) {
    Matcher matcher = Pattern.compile(pattern).matcher(settings);
    if (!matcher.find()) {
      throw new AssertionError(settings + " has no " + name);
    }
    return "| `" + name + "` | " + matcher.group(1) + " | " + why + " |\n";
  }
}
