/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.CancelledException;
import dev.holdfast.http.Category;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests of a transport over another client, whatever the client: failures have a name, every limit
 * that the transport promises is kept, and a cancelled call ends. A subclass in the transport's
 * module runs these tests with it.
 */
public abstract class CarrierContract {

  /** A limit that ends a phase: long enough for what comes at once, on a busy machine too. */
  protected static final Duration SHORT = Duration.ofSeconds(1);

  /** The longest wait of a test. */
  protected static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Plays the script of a test. */
  protected final FaultServer server = FaultServer.start();

  /** A new transport. */
  protected abstract Transport transport();

  @AfterEach
  final void stopServer() {
    server.close();
  }

  /** A session that retries twice, over a new transport. */
  protected final Session session(UnaryOperator<SessionBuilder> change) {
    Transport transport = transport();
    return change
        .apply(Session.builder()
            .transport(transport)
            .timeouts(limits(transport, all -> all))
            .retry(Retry.builder()
                .total(2)
                .backoff(Backoff.exponential(Duration.ofMillis(1)))
                .build()))
        .build();
  }

  /** A session that retries twice. */
  protected final Session session() {
    return session(settings -> settings);
  }

  /** A session with these limits that does not retry. */
  protected final Session once(UnaryOperator<Timeouts> change) {
    return session(settings -> settings.timeouts(limits(transport(), change)).retry(Retry.off()));
  }

  private static Timeouts limits(Transport transport, UnaryOperator<Timeouts> change) {
    return change.apply(Timeouts.defaults().deadline(PATIENCE).keptBy(transport.capabilities()));
  }

  /** The failure of that call. */
  protected static RequestException failure(Session session, Request request) {
    return catchThrowableOfType(RequestException.class, () -> session.request(request));
  }

  private Category categoryOfGet(Session session) {
    return failure(session, Request.get(server.url("/"))).category();
  }

  @Test
  void theSessionRepeatsAndSaysSo() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.respond(302).header("Location", "/b"),
        Step.respond(200).body("tea"));
    try (Session session = session()) {
      Response response = session.get(server.url("/a"));

      assertThat(response.text()).isEqualTo("tea");
      assertThat(response.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
      assertThat(server.requests())
          .extracting(seen -> seen.target())
          .containsExactly("/a", "/a", "/b");
      assertThat(server.requests().get(0).header("User-Agent")).hasValue("holdfast/0.1");
    }
  }

  @Test
  void ofAPostARefusedConnectionProvesThatNothingWasSent() throws IOException {
    try (DeadEnd deadEnd = DeadEnd.refusing();
        Session session = session()) {
      RequestException failure = failure(session, Request.post(deadEnd.url("/")).body("pay"));

      assertThat(failure.category()).isEqualTo(Category.CONNECT_REFUSED);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure.attempts()).hasSize(3);
    }
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());
    try (Session session = session()) {
      RequestException failure = failure(session, Request.post(server.url("/")).body("pay"));

      assertThat(failure.category()).isEqualTo(Category.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void bodiesOfAnyKindAreSent() {
    server.script(Step.respond(200), Step.respond(200), Step.respond(200), Step.respond(200));
    byte[] many = "drop".repeat(20_000).getBytes(UTF_8);
    try (Session session = once(limits -> limits)) {
      session.request(Request.post(server.url("/")).body("pay"));
      session.request(Request.post(server.url("/")));
      session.request(
          Request.put(server.url("/")).body(Body.of(() -> new ByteArrayInputStream(many), -1)));
      session.request(Request.put(server.url("/"))
          .body(Body.once(new ByteArrayInputStream("drops".getBytes(UTF_8)), -1)));
    }
    assertThat(server.requests().get(0).body()).asString().isEqualTo("pay");
    assertThat(server.requests().get(1).header("Content-Length")).hasValue("0");
    assertThat(server.requests().get(2).body()).isEqualTo(many);
    assertThat(server.requests().get(3).body()).asString().isEqualTo("drops");
  }

  @Test
  void theFailureOfABodyIsNotTheServers() {
    server.script(Step.respond(200));
    Body broken = Body.of(() -> {
      throw new IOException("no such file");
    });
    try (Session session = session()) {
      RequestException failure = failure(session, Request.put(server.url("/")).body(broken));

      assertThat(failure.category()).isEqualTo(Category.INVALID_REQUEST);
      assertThat(failure).hasMessageContaining("no such file");
    }
  }

  @Test
  void silenceEndsAtTheReadTimeoutInHeadAndBody() {
    server.script(Step.stall(), Step.stallMidBody());
    try (Session session = once(limits -> limits.read(SHORT))) {
      assertThat(categoryOfGet(session)).isEqualTo(Category.READ_TIMEOUT);
      assertThat(categoryOfGet(session)).isEqualTo(Category.READ_TIMEOUT);
    }
  }

  @Test
  void anUploadThatIsNotTakenEndsAtTheWriteTimeout() {
    try (FaultServer deaf =
            FaultServer.builder().receiveBuffer(4_096).start(Step.neverReadRequest());
        Session session = once(limits -> limits.write(SHORT))) {
      RequestException failure =
          failure(session, Request.put(deaf.url("/")).body(Body.of(new byte[8 << 20])));

      assertThat(failure.category()).isEqualTo(Category.WRITE_TIMEOUT);
    }
  }

  @Test
  void anAttemptThatDripsEndsAndAnotherFollows() {
    server.script(
        Step.dribble(1_000, Duration.ofMillis(20)),
        Step.dribbleHeaders(Duration.ofMillis(20)),
        Step.respond(200).body("whole"));
    try (Session session =
        session(settings -> settings.timeouts(limits(transport(), all -> all.attempt(SHORT))))) {
      assertThat(session.get(server.url("/")).text()).isEqualTo("whole");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void theDeadlineEndsAnyPhase() throws IOException {
    server.script(Step.stall(), Step.dribble(1_000, Duration.ofMillis(20)));
    try (DeadEnd blackHole = DeadEnd.blackHole();
        Session session = once(limits -> limits.deadline(SHORT))) {
      assertThat(failure(session, Request.get(blackHole.url("/"))).category())
          .isEqualTo(Category.DEADLINE_EXCEEDED);
      assertThat(categoryOfGet(session)).isEqualTo(Category.DEADLINE_EXCEEDED);
      try (StreamedResponse response = session.stream(Request.get(server.url("/")))) {
        assertThatThrownBy(() -> response.body().readAllBytes()).hasMessageContaining("deadline");
      }
    }
  }

  @Test
  void anInterruptEndsACallAtOnce() throws Exception {
    server.script(Step.stall(), Step.stallMidBody());
    try (Session session = session()) {
      for (int phase = 1; phase <= 2; phase++) {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
          Throwable thrown = failure(session, Request.get(server.url("/")));
          ended.complete(
              Thread.currentThread().isInterrupted() ? thrown : new AssertionError(thrown));
        });
        caller.start();
        server.awaitRequests(phase, PATIENCE);

        caller.interrupt();

        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
      }
      server.awaitNoConnection(PATIENCE);
    }
  }

  @Test
  void closingTheSessionEndsItsCalls() throws Exception {
    server.script(Step.stall());
    Session session = session();
    CompletableFuture<Response> call = session.sendAsync(Request.get(server.url("/")));
    server.awaitRequests(1, PATIENCE);

    session.close();

    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancelledException.class);
    server.awaitNoConnection(PATIENCE);
  }
}
