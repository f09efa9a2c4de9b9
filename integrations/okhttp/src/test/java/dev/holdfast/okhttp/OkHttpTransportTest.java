/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Category;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.parity.CarrierContract;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class OkHttpTransportTest extends CarrierContract {

  private final OkHttpClient client = new OkHttpClient();

  @Override
  protected Transport transport() {
    return OkHttpTransport.of(client);
  }

  private Session over(OkHttpClient other, UnaryOperator<SessionBuilder> change) {
    return session(settings -> change.apply(settings.transport(OkHttpTransport.of(other))));
  }

  @Test
  void attemptsSayWhichConnectionCarriedThem() {
    server.script(
        Step.respond(302).header("Location", "/b").keepAlive(),
        Step.respond(200).keepAlive());
    try (Session session = session()) {
      Response response = session.get(server.url("/a"));

      assertThat(response.attempts())
          .extracting(attempt -> attempt.phases().reusedConnection())
          .containsExactly(false, true);
      assertThat(response.attempts().get(1).phases().remote().orElse(""))
          .endsWith(":" + server.port());
    }
  }

  @Test
  void whatOkHttpWouldRepeatAtOnceIsOneAttempt() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.respond(408).header("Retry-After", "0"),
        Step.respond(200));
    try (Session session = once(limits -> limits)) {
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
  void theTimeoutsOfTheSessionTakeThePlaceOfTheClients() {
    server.script(
        Step.raw(Action.pause(SHORT), Action.send("HTTP/1.1 204 No Content\r\n\r\n")),
        Step.stall());
    OkHttpClient hasty = client
        .newBuilder()
        .readTimeout(Duration.ofMillis(1))
        .callTimeout(Duration.ofMillis(1))
        .build();
    try (Session session = over(hasty, settings -> settings);
        Session strict = once(limits -> limits.read(SHORT))) {
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
    try (Session session = over(
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
        Session session = once(limits -> limits.connect(SHORT))) {
      server.script(Step.stallOnAccept());

      assertThat(failure(session, Request.get(blackHole.url("/"))).category())
          .isEqualTo(Category.CONNECT_TIMEOUT);
      String tls = "https" + server.url("/").substring("http".length());
      assertThat(failure(session, Request.get(tls)).category()).isEqualTo(Category.CONNECT_TIMEOUT);
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
  void closingTheSessionLeavesTheClient() throws Exception {
    server.script(Step.respond(200));
    session().close();

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
    try (Session session = over(repeating, settings -> settings)) {
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
    try (Session session = over(knowing, settings -> settings)) {
      assertThat(session.get(server.url("/")).status()).isEqualTo(401);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theHeadersAreThoseOfTheSession() {
    server.script(Step.respond(200));
    try (Session session = session(settings -> settings.decompress(false))) {
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
