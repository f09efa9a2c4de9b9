/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.CancelledException;
import dev.holdfast.http.Category;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class OkHttpTransportTest {

  /** Long enough for what comes at once, on a busy machine too. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FaultServer server = FaultServer.start();
  private final OkHttpClient client = new OkHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  private static Session session(OkHttpClient client, UnaryOperator<SessionBuilder> change) {
    return change
        .apply(Session.builder()
            .transport(OkHttpTransport.of(client))
            .timeouts(Timeouts.defaults().deadline(PATIENCE))
            .retry(Retry.builder()
                .total(2)
                .backoff(Backoff.exponential(Duration.ofMillis(1)))
                .build()))
        .build();
  }

  private Session session() {
    return session(client, settings -> settings);
  }

  private Session bounded(UnaryOperator<Timeouts> limits) {
    return session(
        client,
        settings -> settings
            .timeouts(limits.apply(Timeouts.defaults().deadline(PATIENCE)))
            .retry(Retry.off()));
  }

  private static RequestException failure(Session session, Request request) {
    return catchThrowableOfType(RequestException.class, () -> session.request(request));
  }

  @Test
  void whatOkHttpWouldRepeatAtOnceIsOneAttempt() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.respond(408).header("Retry-After", "0"),
        Step.respond(200));
    try (Session session = session(client, settings -> settings.retry(Retry.off()))) {
      Response busy = session.get(server.url("/"));

      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.header("Retry-After")).hasValue("0");
      assertThat(busy.headers().contains("Holdfast-Retry-After")).isFalse();
      assertThat(server.requests()).hasSize(1);
      assertThat(session.get(server.url("/")).status()).isEqualTo(408);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void theSessionRepeatsAndSaysSo() {
    server.script(
        Step.respond(503).header("Retry-After", "0").keepAlive(),
        Step.respond(302).header("Location", "/b").keepAlive(),
        Step.respond(200).body("tea"));
    try (Session session = session()) {
      Response response = session.get(server.url("/a"));

      assertThat(response.text()).isEqualTo("tea");
      assertThat(response.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
      assertThat(server.requests())
          .extracting(seen -> seen.target())
          .containsExactly("/a", "/a", "/b");
      assertThat(response.attempts())
          .extracting(attempt -> attempt.phases().reusedConnection())
          .containsExactly(false, true, true);
      assertThat(response.attempts().get(2).phases().remote().orElse(""))
          .endsWith(":" + server.port());
    }
  }

  @Test
  void aRefusedConnectionProvesThatNothingWasSent() throws IOException {
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
  void aBodyOfAStreamIsSentAndItsFailureIsNotTheServers() {
    server.script(Step.respond(200), Step.respond(200));
    try (Session session = session()) {
      session.request(Request.put(server.url("/"))
          .body(Body.once(new ByteArrayInputStream("drops".getBytes(UTF_8)), -1)));
      Body broken = Body.of(() -> {
        throw new IOException("no such file");
      });

      RequestException failure = failure(session, Request.put(server.url("/")).body(broken));

      assertThat(server.requests().get(0).body()).asString().isEqualTo("drops");
      assertThat(failure.category()).isEqualTo(Category.INVALID_REQUEST);
      assertThat(failure).hasMessageContaining("no such file");
    }
  }

  @Test
  void theTimeoutsOfTheSessionTakeThePlaceOfTheClients() {
    server.script(
        Step.raw(Action.pause(SHORT), Action.send("HTTP/1.1 204 No Content\r\n\r\n")),
        Step.stall());
    OkHttpClient hasty = client
        .newBuilder()
        .readTimeout(Duration.ofMillis(1))
        .callTimeout(Duration.ofMillis(1))
        .build();
    try (Session session = session(hasty, settings -> settings);
        Session strict = bounded(limits -> limits.read(SHORT))) {
      assertThat(session.get(server.url("/")).status()).isEqualTo(204);

      assertThat(failure(strict, Request.get(server.url("/"))).category())
          .isEqualTo(Category.READ_TIMEOUT);
    }
  }

  @Test
  void theConnectTimeoutBoundsTheLookUpOfTheName() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    OkHttpClient lost = client
        .newBuilder()
        .dns(name -> {
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of(InetAddress.getLoopbackAddress());
        })
        .build();
    try (Session session = session(
        lost,
        settings -> settings.retry(Retry.off()).timeouts(Timeouts.defaults().connect(SHORT)))) {
      RequestException failure = failure(session, Request.post("http://shop.example/"));

      assertThat(failure.category()).isEqualTo(Category.CONNECT_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure(session, Request.get("http://shop.example/").deadline(SHORT.dividedBy(2)))
              .category())
          .isEqualTo(Category.DEADLINE_EXCEEDED);
    } finally {
      hangs.countDown();
    }
  }

  @Test
  void theConnectTimeoutBoundsConnectingAndTls() throws IOException {
    try (DeadEnd blackHole = DeadEnd.blackHole();
        Session session = bounded(limits -> limits.connect(SHORT))) {
      server.script(Step.stallOnAccept());

      assertThat(failure(session, Request.get(blackHole.url("/"))).category())
          .isEqualTo(Category.CONNECT_TIMEOUT);
      String tls = "https" + server.url("/").substring("http".length());
      assertThat(failure(session, Request.get(tls)).category()).isEqualTo(Category.CONNECT_TIMEOUT);
    }
  }

  @Test
  void anUploadThatIsNotTakenEndsAtTheWriteTimeout() {
    try (FaultServer deaf =
            FaultServer.builder().receiveBuffer(4_096).start(Step.neverReadRequest());
        Session session = bounded(limits -> limits.write(SHORT))) {
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
        session(client, settings -> settings.timeouts(Timeouts.defaults().attempt(SHORT)))) {
      assertThat(session.get(server.url("/")).text()).isEqualTo("whole");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void theDeadlineEndsABodyThatIsStreamed() {
    server.script(Step.dribble(1_000, Duration.ofMillis(20)));
    try (Session session = bounded(limits -> limits.deadline(SHORT));
        StreamedResponse response = session.stream(Request.get(server.url("/")))) {
      assertThatThrownBy(() -> response.body().readAllBytes()).hasMessageContaining("deadline");
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
          ended.complete(Thread.currentThread().isInterrupted() ? thrown : null);
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
  void anAsynchronousCallIsCancelled() throws Exception {
    server.script(Step.respond(503), Step.respond(200).body("tea"), Step.stall());
    try (Session session = session()) {
      assertThat(session.sendAsync(Request.get(server.url("/"))).get().text()).isEqualTo("tea");
      CompletableFuture<Response> call = session.sendAsync(Request.get(server.url("/")));
      server.awaitRequests(3, PATIENCE);

      call.cancel(true);

      server.awaitNoConnection(PATIENCE);
    }
  }

  @Test
  void closingTheSessionEndsItsCallsAndLeavesTheClient() throws Exception {
    server.script(Step.stall(), Step.respond(200));
    Session session = session();
    CompletableFuture<Response> call = session.sendAsync(Request.get(server.url("/")));
    server.awaitRequests(1, PATIENCE);

    session.close();

    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancelledException.class);
    okhttp3.Request plain = new okhttp3.Request.Builder().url(server.url("/")).build();
    try (okhttp3.Response response = client.newCall(plain).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void anInterceptorThatRepeatsIsRefused() {
    server.script(Step.respond(500), Step.respond(200));
    OkHttpClient repeating = client
        .newBuilder()
        .addInterceptor(chain -> {
          chain.proceed(chain.request()).close();
          return chain.proceed(chain.request());
        })
        .build();
    try (Session session = session(repeating, settings -> settings)) {
      assertThatThrownBy(() -> session.get(server.url("/")))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("a second time after status 500");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void credentialsOfTheClientAreNotSentBehindTheSession() {
    server.script(Step.respond(401).header("WWW-Authenticate", "Basic realm=\"shop\""));
    OkHttpClient knowing = client
        .newBuilder()
        .authenticator((route, response) -> response
            .request()
            .newBuilder()
            .header("Authorization", Credentials.basic("me", "secret"))
            .build())
        .build();
    try (Session session = session(knowing, settings -> settings)) {
      assertThat(session.get(server.url("/")).status()).isEqualTo(401);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theHeadersAreThoseOfTheSession() {
    server.script(Step.respond(200));
    try (Session session = session(client, settings -> settings.decompress(false))) {
      session.get(server.url("/"));
    }
    assertThat(server.requests().get(0).header("Accept-Encoding")).hasValue("identity");
    assertThat(server.requests().get(0).header("User-Agent")).hasValue("holdfast/0.1");
  }

  @Test
  void whatTheClientDecidesIsRefused() {
    SessionBuilder settings = Session.builder().transport(OkHttpTransport.of(client));

    assertThatIllegalArgumentException()
        .isThrownBy(settings.proxy(Proxy.http("proxy.example", 3128))::build)
        .withMessageContaining("OkHttpTransport");
    assertThatIllegalArgumentException()
        .isThrownBy(Session.builder()
            .transport(OkHttpTransport.of(client))
            .addressGuard(AddressGuard.publicOnly())::build)
        .withMessageStartingWith("addressGuard: set beside the transport OkHttpTransport ");
    assertThatIllegalArgumentException()
        .isThrownBy(Session.builder()
            .transport(OkHttpTransport.of(client))
            .defaults(all -> all.httpVersion(HttpVersion.HTTP_2))::build)
        .withMessageContaining("OkHttpTransport");
  }
}
