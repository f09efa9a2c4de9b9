/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
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
 * The course of a call: the result, every attempt with the decision and the wait after it, and the
 * requests that the server received.
 *
 * @param result status and body, or the failure
 * @param attempts a line for each
 * @param seen a line for each request that the server received
 */
public record Course(String result, List<String> attempts, List<String> seen) {

  /**
   * The read timeout. Long enough that only a stalled response times out, even on a busy machine.
   */
  public static final Duration READ = Duration.ofSeconds(2);

  /** The timeouts that scripts are written for. */
  public static final Timeouts TIMEOUTS =
      Timeouts.of(Duration.ofSeconds(5), READ).deadline(Duration.ofSeconds(60));

  /**
   * Records the attempts of all calls of a session that plays scripts, and makes the session
   * predictable.
   */
  public static final class Tape {

    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    /**
     * Records the session of that builder. Fixes its jitter and makes {@code .invalid} names
     * unknown.
     */
    public SessionBuilder on(SessionBuilder builder) {
      return over(builder).dns(Course::resolve);
    }

    /** As {@link #on}, for a session with a transport of its own, which must resolve the names. */
    public SessionBuilder over(SessionBuilder builder) {
      return builder.random(() -> Long.MAX_VALUE).observer(attempts::add);
    }

    private List<String> of(FaultServer server) {
      String port = ":" + server.port();
      return attempts.stream()
          .filter(attempt -> attempt.url().contains(port + "/"))
          .map(attempt -> line(attempt, port))
          .toList();
    }
  }

  /** Plays a script with a call of a session and returns its course. */
  public static Course expected(Script script) {
    return of(script, (session, exchange) -> text(session.request(request(exchange))));
  }

  /** Plays a script for one host over a session of its own. */
  public static Course of(Script script, Host host) {
    Tape tape = new Tape();
    try (Session session = tape.on(settings(Session.builder())).build()) {
      return of(script, host, session, tape);
    }
  }

  /** Applies the timeouts and retries that scripts are written for. */
  public static SessionBuilder settings(SessionBuilder builder) {
    return builder
        .timeouts(TIMEOUTS)
        .retry(Retry.builder()
            .total(3)
            .backoff(Backoff.exponential(Duration.ofMillis(20)))
            .build());
  }

  /**
   * Plays a script for one host over the session of an application, which also plays others.
   *
   * @param tape that the session was built with
   */
  public static Course of(Script script, Host host, Session session, Tape tape) {
    try (FaultServer server = script.start()) {
      String result = result(session, script.exchange(server), host);
      return new Course(
          result, tape.of(server), server.requests().stream().map(Course::line).toList());
    }
  }

  /** Converts the exchange to a request of a session. */
  public static Request request(Exchange exchange) {
    Request request = Request.of(exchange.method(), exchange.url());
    if (exchange.body().isPresent()) {
      request = request.body(exchange.body().get());
    }
    return exchange.key().isPresent()
        ? request.header("Idempotency-Key", exchange.key().get())
        : request;
  }

  /** The status and the body. */
  public static String text(Response response) {
    return response.status() + " " + response.text();
  }

  /** Resolves every name to this host, except {@code .invalid}, which is unknown. */
  public static List<InetAddress> resolve(String host) throws UnknownHostException {
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

  /** The session's exception among the causes of a host's exception. */
  private static @Nullable RequestException known(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RequestException known) {
        return known;
      }
    }
    return null;
  }

  /** One line without the parts that differ between servers: measured times and the port. */
  private static String line(Attempt attempt, String port) {
    String outcome = attempt.category().map(Category::code).orElse("")
        + (attempt.status().isPresent() ? attempt.status().getAsInt() : "");
    return attempt.number() + " " + attempt.method() + " " + outcome + " sent " + attempt.sent()
        + ": " + attempt.decision() + " (" + attempt.reason().replace(port, ":PORT") + "), then "
        + attempt.delay();
  }

  private static String line(SeenRequest request) {
    return request.method() + " " + request.target() + " "
        + new String(request.body(), StandardCharsets.UTF_8) + " "
        + request.header("Idempotency-Key").orElse("");
  }
}
