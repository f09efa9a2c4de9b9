/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * What Holdfast does in the scenarios that are not conformance data: requests and urllib3 disagree,
 * or what they do is one of the quirks listed in docs/differences.md.
 */
final class HoldfastRules {

  private static final Map<String, Expected> RULES = Map.ofEntries(
      rule("status/total-0-raise", "503 status=503", requests("GET / ")),
      rule("status/backoff-jitter-pinned", "200 ok", gets(7), 3.0, 5.0, 9.0, 11.0, 11.0),
      rule("status/503-stalled-body-then-200", "200 ok", gets(2)),
      rule("method/empty-list-means-any", "503 status=503", requests("POST / x=1")),
      rule("retry-after/urllib3-default", "503 status=503", gets(1)),
      rule("retry-after/exhausted-returns-response", "too_many_error_responses", gets(2), 1.0),
      rule("retry-after/custom-cap", "retry_after_exceeded", gets(1)),
      rule("retry-after/garbage-forcelist-noraise", "200 ok", gets(2)),
      rule("retry-after/float", "200 ok", gets(2), 1.5),
      rule("retry-after/empty-forcelist", "200 ok", gets(2)),
      rule("retry-after/duplicate-headers", "200 ok", gets(2), 2.0),
      rule("connect/urllib3-default-3", "connect_refused", requests()),
      rule("read/partial-headers-then-close", "200 ok", gets(2)),
      rule("read/truncated-body", "200 ok", gets(2)),
      rule("read/reset-mid-body", "200 ok", gets(2)),
      rule("read/bad-chunk", "bad_chunk", gets(1)),
      rule("other/plaintext-to-tls", "tls_error", requests()),
      rule("other/plaintext-to-tls-post", "tls_error", requests()),
      rule("redirect/redirect-0", "too_many_redirects", gets(1)),
      rule("redirect/redirect-0-noraise", "302 status=302", gets(1)),
      rule("redirect/redirect-false", "302 status=302", gets(1)),
      rule("redirect/total-0", "200 ok", requests("GET / ", "GET /next ")),
      rule("redirect/post-301", "200 ok", requests("POST / x=1", "GET /next ")),
      rule("redirect/cross-host-custom-strip", "200 ok", requests("GET / ", "GET /next ")),
      rule("redirect/302-in-forcelist", "200 ok", requests("GET / ", "GET /next ")),
      rule("body/generator-reset", "unrewindable_body", requests("PUT / hello world")),
      rule(
          "body/file-redirect-307",
          "200 ok",
          requests("PUT / hello world", "PUT /next hello world")),
      rule("body/unseekable-redirect-307", "unrewindable_body", requests("PUT / hello world")));

  private HoldfastRules() {}

  static Map<String, Expected> all() {
    return RULES;
  }

  private static Map.Entry<String, Expected> rule(
      String id, String outcome, List<String> requests, Double... waits) {
    return entry(id, new Expected(List.of(outcome), requests, List.of(waits)));
  }

  private static List<String> requests(String... lines) {
    return List.of(lines);
  }

  private static List<String> gets(int count) {
    return java.util.Collections.nCopies(count, "GET / ");
  }
}
