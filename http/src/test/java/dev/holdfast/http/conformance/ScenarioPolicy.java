/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.time.Duration;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** urllib3's Retry arguments in Holdfast's terms. */
final class ScenarioPolicy {

  /**
   * What was observed with timeouts of 0.3 s holds for longer ones, which a busy machine keeps.
   * Pauses of the server grow less, so that none is as long as a timeout.
   */
  private static final int PATIENCE = 5;

  static final int LONGER_PAUSES = 3;

  private ScenarioPolicy() {}

  static Retry retry(Scenario scenario) {
    JsonNode policy = scenario.policy();
    if (policy.isString()) {
      // requests gives HTTPAdapter no retries unless told otherwise.
      return Retry.off();
    }
    if (policy.has("int")) {
      return urllib3Defaults().total(policy.get("int").asInt()).build();
    }
    return object(policy, scenario.core());
  }

  private static Retry object(JsonNode policy, boolean core) {
    RetryBuilder retry =
        urllib3Defaults().raiseOnStatus(policy.path("raise_on_status").asBoolean(true));
    counters(retry, policy);
    methods(retry, policy.get("allowed_methods"));
    if (policy.has("status_forcelist")) {
      retry.statuses(StreamSupport.stream(policy.get("status_forcelist").spliterator(), false)
          .mapToInt(JsonNode::asInt)
          .toArray());
    }
    retry.backoff(backoff(policy));
    retry.respectRetryAfter(policy.path("respect_retry_after_header").asBoolean(true));
    Duration max = Duration.ofSeconds(policy.path("retry_after_max").asLong(21_600));
    // urllib3 cuts a longer wait and comes early; Holdfast only does so when asked.
    return (core ? retry.unsafeClampRetryAfter(max) : retry.retryAfterMax(max)).build();
  }

  static Timeouts timeouts(Scenario scenario) {
    JsonNode timeout = scenario.request().path("timeout");
    return Timeouts.of(
            seconds(PATIENCE * timeout.path("connect").asDouble(5)),
            seconds(PATIENCE * timeout.path("read").asDouble(5)))
        .deadline(Duration.ofDays(1_000));
  }

  private static RetryBuilder urllib3Defaults() {
    return Retry.builder()
        .total(10)
        .statuses()
        .methods("HEAD", "GET", "PUT", "DELETE", "OPTIONS", "TRACE")
        .backoff(Backoff.none())
        .raiseOnStatus(true);
  }

  private static void counters(RetryBuilder retry, JsonNode policy) {
    JsonNode total = policy.get("total");
    if (total != null && total.isNull()) {
      retry.withoutTotal();
    } else if (total != null) {
      retry.total(count(total));
    }
    if (policy.path("connect").isValueNode()) {
      retry.connect(count(policy.get("connect")));
    }
    if (policy.path("read").isValueNode()) {
      retry.read(count(policy.get("read")));
    }
    if (policy.path("status").isValueNode()) {
      retry.status(count(policy.get("status")));
    }
    if (policy.path("other").isValueNode()) {
      retry.other(count(policy.get("other")));
    }
    redirects(retry, policy);
  }

  private static void redirects(RetryBuilder retry, JsonNode policy) {
    JsonNode redirect = policy.path("redirect");
    boolean handBack = redirect.isBoolean() || !policy.path("raise_on_redirect").asBoolean(true);
    if (handBack) {
      retry.followRedirects(false);
    } else if (redirect.isNumber()) {
      retry.redirect(redirect.asInt());
    }
  }

  private static void methods(RetryBuilder retry, JsonNode methods) {
    if (methods == null) {
      return;
    }
    if (methods.isNull()) {
      retry.unsafeAnyMethod();
    } else {
      // urllib3 takes POST like any other; Holdfast wants the risk named. The rules are the same.
      retry
          .methods()
          .unsafeMethods(StreamSupport.stream(methods.spliterator(), false)
              .map(JsonNode::asString)
              .toArray(String[]::new));
    }
  }

  private static Backoff backoff(JsonNode policy) {
    // urllib3 takes a negative factor for no backoff; Holdfast refuses it when it is set.
    double factor = Math.max(0, policy.path("backoff_factor").asDouble(0));
    Backoff backoff = Backoff.urllib3(factor, seconds(policy.path("backoff_max").asDouble(120)));
    double jitter = policy.path("backoff_jitter").asDouble(0);
    return jitter > 0 ? backoff.jitter(Jitter.additive(seconds(jitter))) : backoff;
  }

  /** False means none. */
  private static int count(JsonNode node) {
    return node.isBoolean() ? 0 : node.asInt();
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
