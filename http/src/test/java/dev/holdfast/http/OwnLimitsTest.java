/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What we waited for ourselves is neither charged to the server nor paid from its budget. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class OwnLimitsTest {

  private static final String URL = "http://api.example.com/";
  private static final Duration SOON = Duration.ofMillis(60);

  /** Long enough to connect on a busy machine. */
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static final int PIECE = 100_000;

  private final Safeguards safeguards = Safeguards.builder()
      .breaker(BreakerPolicy.defaults())
      .concurrency(ConcurrencyLimit.aimd())
      .build();
  private final Mode mode;

  OwnLimitsTest(Mode mode) {
    this.mode = mode;
  }

  @Tag("P02")
  @Test
  void aPoolTimeoutIsTriedAgainFreeOfCharge() {
    MockedSession mocked = new MockedSession();
    Budget budget = RetryBudget.of(0, 7).open("api.example.com", mocked.time);
    for (int i = 0; i < 5; i++) {
      mocked.transport.fail(FailureKind.POOL_TIMEOUT, Sent.NO);
    }
    mocked.transport.respond(200);
    Session session = mocked
        .builder()
        .safeguards(Safeguards.builder().retryBudget(budget).build())
        .build();

    assertThat(mode.get(session, URL).attempts()).hasSize(6);

    assertThat(budget.left()).hasValue(7);
  }

  @Tag("P02")
  @Test
  void aFullPoolIsOursWhateverLimitStrikes() throws Exception {
    Timeouts defaults = Timeouts.defaults();
    aFullPoolIsOurs(defaults.pool(SOON), Category.POOL_TIMEOUT);
    aFullPoolIsOurs(defaults.attempt(SOON), Category.POOL_TIMEOUT);
    aFullPoolIsOurs(defaults.deadline(SOON), Category.DEADLINE_EXCEEDED);
  }

  private void aFullPoolIsOurs(Timeouts timeouts, Category category) throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).body("ok")));
        Session session = Session.builder()
            .maxConnections(1)
            .safeguards(safeguards)
            .retry(Retry.off())
            .build();
        StreamedResponse busy = occupy(session, server)) {
      int before = limit(session, server);
      Request late = Request.get(server.url("/")).timeouts(timeouts);
      for (int i = 0; i < 8; i++) {
        RequestException end =
            catchThrowableOfType(RequestException.class, () -> mode.request(session, late));

        assertThat(end.category()).isEqualTo(category);
      }

      assertThat(
              session.origin(server.url("/")).breaker().orElseThrow().snapshot().failed())
          .isZero();
      assertThat(limit(session, server)).isEqualTo(before);
      assertThat(busy.status()).isEqualTo(200);
    }
  }

  @Tag("P02")
  @Test
  void aDeadlineOfWhichThePoolTookMostIsOurs() {
    assertThat(failuresAfter(Duration.ofMillis(390), Duration.ofMillis(10))).isZero();
    assertThat(failuresAfter(Duration.ofMillis(10), Duration.ofMillis(390))).isEqualTo(1);
  }

  private long failuresAfter(Duration pool, Duration server) {
    VirtualTime time = VirtualTime.create();
    Session session = Session.builder()
        .transport(new LateTransport(time, pool, server))
        .time(time)
        .safeguards(safeguards)
        .build();

    RequestException end =
        catchThrowableOfType(RequestException.class, () -> mode.get(session, URL));

    assertThat(end.category()).isEqualTo(Category.DEADLINE_EXCEEDED);
    return session.origin(URL).breaker().orElseThrow().snapshot().failed();
  }

  @Tag("P02")
  @Test
  void aSourceThatIsSlowToGiveTheBodyIsOurs() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200)));
        Session session = Session.builder().safeguards(safeguards).build()) {
      Request slow = Request.post(server.url("/"))
          .body(new SlowBody())
          .timeouts(Timeouts.defaults().deadline(A_SECOND));

      RequestException end =
          catchThrowableOfType(RequestException.class, () -> mode.request(session, slow));

      assertThat(end.category()).isEqualTo(Category.DEADLINE_EXCEEDED);
      assertThat(
              session.origin(server.url("/")).breaker().orElseThrow().snapshot().failed())
          .isZero();
    }
  }

  @Tag("P02")
  @Test
  void aServerThatIsSlowToAnswerABodyIsNot() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.stall()));
        Session session = Session.builder().safeguards(safeguards).build()) {
      Request order = Request.post(server.url("/"))
          .body("an order")
          .timeouts(Timeouts.defaults().deadline(A_SECOND));

      RequestException end =
          catchThrowableOfType(RequestException.class, () -> mode.request(session, order));

      assertThat(end.category()).isEqualTo(Category.DEADLINE_EXCEEDED);
      assertThat(
              session.origin(server.url("/")).breaker().orElseThrow().snapshot().failed())
          .isEqualTo(1);
    }
  }

  /** Gives half of what it has, and the rest after the deadline. */
  private static final class SlowBody implements Body {
    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public long length() {
      return 2 * PIECE;
    }

    @Override
    public Optional<String> contentType() {
      return Optional.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(new byte[PIECE]);
      LockSupport.parkNanos(A_SECOND.toNanos() * 3 / 2);
      out.write(new byte[PIECE]);
    }
  }

  /** Has an attempt wait in a pool and then for a server, beyond the deadline. */
  private record LateTransport(VirtualTime time, Duration pool, Duration server)
      implements Transport {
    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener)
        throws TransportException {
      listener.begin(Phase.POOL);
      time.advance(pool);
      listener.begin(Phase.HEAD);
      time.advance(server);
      throw TransportException.of(FailureKind.DEADLINE_EXCEEDED, Sent.MAYBE, "too late", null);
    }

    @Override
    public Capabilities capabilities() {
      return Capabilities.all();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static int limit(Session session, FaultServer server) {
    return session
        .origin(server.url("/"))
        .snapshot()
        .concurrency()
        .orElseThrow()
        .limit();
  }

  /** Takes the only connection of the pool that this way of calling uses. */
  private StreamedResponse occupy(Session session, FaultServer server) {
    Request request = Request.get(server.url("/"));
    return session.stream(
        mode == Mode.BLOCKING ? request : request.httpVersion(HttpVersion.NEGOTIATE));
  }
}
