/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What happened: the result, every attempt with the decision and the wait after it, and what the
 * server saw.
 */
record Course(String result, List<String> attempts, List<String> seen) {

  /** Long enough for a busy machine: what is not stalled must not time out. */
  private static final Duration READ = Duration.ofSeconds(2);

  /** Plays a script for one host. */
  static Course of(Script script, Host host) {
    List<Attempt> attempts = new CopyOnWriteArrayList<>();
    try (FaultServer server = script.start();
        Session session = Session.builder()
            .timeouts(Timeouts.of(Duration.ofSeconds(5), READ).deadline(Duration.ofSeconds(60)))
            .retry(Retry.builder()
                .total(3)
                .backoff(Backoff.exponential(Duration.ofMillis(20)))
                .build())
            .random(() -> Long.MAX_VALUE)
            .dns(Course::resolve)
            .observer(attempts::add)
            .build()) {
      String result = result(session, script.exchange(server), host);
      return new Course(
          result,
          attempts.stream().map(attempt -> line(attempt, server)).toList(),
          server.requests().stream().map(Course::line).toList());
    }
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.endsWith(".invalid")) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static String result(Session session, Exchange exchange, Host host) {
    try {
      return host.call(session, exchange);
    } catch (Exception e) {
      RequestException known = known(e);
      if (known == null) {
        throw new AssertionError("a failure that does not explain itself", e);
      }
      return known.category().code() + " after " + known.attempts().size() + " attempts, sent "
          + known.sent()
          + known.retryAfter().map(time -> ", retry after " + time).orElse("");
    }
  }

  /** The exception of the session, which each host's exception leads to. */
  private static @Nullable RequestException known(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RequestException known) {
        return known;
      }
    }
    return null;
  }

  /** Without what differs between servers: the times that were measured, the port. */
  private static String line(Attempt attempt, FaultServer server) {
    String outcome = attempt.category().map(Category::code).orElse("")
        + (attempt.status().isPresent() ? attempt.status().getAsInt() : "");
    String reason = attempt.reason().replace(":" + server.port(), ":PORT");
    return attempt.number() + " " + attempt.method() + " " + outcome + " sent " + attempt.sent()
        + ": " + attempt.decision() + " (" + reason + "), then " + attempt.delay();
  }

  private static String line(SeenRequest request) {
    return request.method() + " " + request.target() + " "
        + new String(request.body(), StandardCharsets.UTF_8) + " "
        + request.header("Idempotency-Key").orElse("");
  }
}
