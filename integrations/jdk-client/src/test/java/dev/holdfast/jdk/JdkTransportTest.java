/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class JdkTransportTest {

  /** Long enough for what comes at once, on a busy machine too. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FaultServer server = FaultServer.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  private Session session(Retry retry, UnaryOperator<Timeouts> limits) {
    Transport transport = JdkTransport.of(client);
    return Session.builder()
        .transport(transport)
        .timeouts(
            limits.apply(Timeouts.defaults().deadline(PATIENCE).keptBy(transport.capabilities())))
        .retry(retry)
        .build();
  }

  private Session session() {
    return session(
        Retry.builder()
            .total(2)
            .backoff(Backoff.exponential(Duration.ofMillis(1)))
            .build(),
        limits -> limits);
  }

  private Session once(UnaryOperator<Timeouts> limits) {
    return session(Retry.off(), limits);
  }

  private static RequestException failure(Session session, Request request) {
    return catchThrowableOfType(RequestException.class, () -> session.request(request));
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
      assertThat(server.requests().get(0).header("Upgrade")).isEmpty();
      assertThat(server.requests().get(0).header("User-Agent")).hasValue("holdfast/0.1");
    }
  }

  @Test
  void ofAPostARefusedConnectionProvesThatNothingWasSent() throws IOException {
    try (DeadEnd deadEnd = DeadEnd.refusing();
        Session session = session()) {
      RequestException post = failure(session, Request.post(deadEnd.url("/")).body("pay"));
      RequestException get = failure(session, Request.get(deadEnd.url("/")));

      assertThat(post.category()).isEqualTo(Category.CONNECT_REFUSED);
      assertThat(post.sent()).isEqualTo(Sent.NO);
      assertThat(post.attempts()).hasSize(3);
      assertThat(get.sent()).isEqualTo(Sent.MAYBE);
      assertThat(get.attempts()).hasSize(3);
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
  void bodiesOfAnyKindAreSentAndTheirFailureIsNotTheServers() {
    server.script(Step.respond(200), Step.respond(200), Step.respond(200), Step.respond(200));
    try (Session session = once(limits -> limits)) {
      session.request(Request.post(server.url("/")).body("pay"));
      session.request(Request.post(server.url("/")));
      byte[] many = "drop".repeat(20_000).getBytes(UTF_8);
      session.request(
          Request.put(server.url("/")).body(Body.of(() -> new ByteArrayInputStream(many), -1)));
      Body broken = Body.of(() -> {
        throw new IOException("no such file");
      });

      RequestException failure = failure(session, Request.put(server.url("/")).body(broken));

      assertThat(server.requests().get(0).body()).asString().isEqualTo("pay");
      assertThat(server.requests().get(1).header("Content-Length")).hasValue("0");
      assertThat(server.requests().get(2).body()).isEqualTo(many);
      assertThat(failure.category()).isEqualTo(Category.INVALID_REQUEST);
      assertThat(failure).hasMessageContaining("no such file");
    }
  }

  @Test
  void silenceEndsAtTheReadTimeoutInHeadAndBody() {
    server.script(Step.stall(), Step.stallMidBody());
    try (Session session = once(limits -> limits.read(SHORT))) {
      assertThat(failure(session, Request.get(server.url("/"))).category())
          .isEqualTo(Category.READ_TIMEOUT);
      assertThat(failure(session, Request.get(server.url("/"))).category())
          .isEqualTo(Category.READ_TIMEOUT);
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
        session(Retry.builder().total(2).build(), limits -> limits.attempt(SHORT))) {
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
      assertThat(failure(session, Request.get(server.url("/"))).category())
          .isEqualTo(Category.DEADLINE_EXCEEDED);
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

  @Test
  void aBodyThatIsNotReadGivesTheConnectionUp() throws Exception {
    server.script(Step.dribble(1_000, Duration.ofMillis(20)));
    try (Session session = session()) {
      session.stream(Request.get(server.url("/"))).close();

      server.awaitNoConnection(PATIENCE);
    }
  }

  @Test
  void whatTheClientCannotDoIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(Session.builder().transport(JdkTransport.of(client))::build)
        .withMessageStartingWith("transport: cannot keep the limits connect (expected: ")
        .withMessageContaining("JdkTransport");
    HttpClient.Builder settings = HttpClient.newBuilder();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JdkTransport.of(settings.followRedirects(Redirect.NORMAL).build()))
        .withMessageContaining("followRedirects");
    HttpClient knowing =
        HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkTransport.of(knowing))
        .withMessageContaining("authenticator");
    try (Session session = Session.create()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdkTransport.of(HoldfastHttpClient.of(session)))
          .withMessageContaining("multiply");
    }
  }
}
