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
 * What happened: the result, every attempt with the decision and the wait after it, and what the
 * server saw.
 *
 * @param result status and body, or the failure
 * @param attempts a line for each
 * @param seen a line for each request that the server received
 */
public record Course(String result, List<String> attempts, List<String> seen) {

  /** Long enough for a busy machine: what is not stalled must not time out. */
  public static final Duration READ = Duration.ofSeconds(2);

  /** What scripts are made for. */
  public static final Timeouts TIMEOUTS =
      Timeouts.of(Duration.ofSeconds(5), READ).deadline(Duration.ofSeconds(60));

  /** The attempts of all calls of a session that plays scripts, and what makes it predictable. */
  public static final class Tape {

    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    /** Records the session of that builder; its jitter is fixed and {@code .invalid} unknown. */
    public SessionBuilder on(SessionBuilder builder) {
      return over(builder).dns(Course::resolve);
    }

    /** The same for a session with a transport of its own, which has to know the names. */
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

  /** Plays a script with a call of a session. */
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

  /** The timeouts and retries that scripts are made for. */
  public static SessionBuilder settings(SessionBuilder builder) {
    return builder
        .timeouts(TIMEOUTS)
        .retry(Retry.builder()
            .total(3)
            .backoff(Backoff.exponential(Duration.ofMillis(20)))
            .build());
  }

  /**
   * Plays a script for one host over that session: an application's, which plays others too.
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

  /** The exchange as a request of a session. */
  public static Request request(Exchange exchange) {
    Request request = Request.of(exchange.method(), exchange.url());
    if (exchange.body().isPresent()) {
      request = request.body(exchange.body().get());
    }
    return exchange.key().isPresent()
        ? request.header("Idempotency-Key", exchange.key().get())
        : request;
  }

  /** Status and body. */
  public static String text(Response response) {
    return response.status() + " " + response.text();
  }

  /** Every name is this host, but {@code .invalid} is unknown. */
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
