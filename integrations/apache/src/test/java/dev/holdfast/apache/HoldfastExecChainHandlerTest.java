/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.http.Category;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HoldfastExecChainHandlerTest {

  /** Long enough for what comes at once, on a busy machine too. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FaultServer server = FaultServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private static HoldfastExecChainHandler rules(UnaryOperator<SessionBuilder> change) {
    return HoldfastExecChainHandler.of(settings -> change.apply(settings.retry(Retry.builder()
        .total(2)
        .backoff(Backoff.exponential(Duration.ofMillis(1)))
        .build())));
  }

  private static CloseableHttpClient client(UnaryOperator<Timeouts> limits) {
    return rules(settings ->
            settings.timeouts(limits.apply(HoldfastExecChainHandler.timeouts().deadline(PATIENCE))))
        .applyTo(HttpClientBuilder.create())
        .build();
  }

  private static String text(CloseableHttpClient client, ClassicHttpRequest request)
      throws IOException {
    return client.execute(request, response -> {
      String body = response.getEntity() == null
          ? ""
          : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
      return response.getCode() + " " + body;
    });
  }

  private ClassicHttpRequest get() {
    return new HttpGet(server.url("/"));
  }

  private static HttpPost post(String url) {
    HttpPost post = new HttpPost(url);
    post.setEntity(new StringEntity("pay"));
    return post;
  }

  private static RequestException failure(CloseableHttpClient client, ClassicHttpRequest request) {
    Throwable thrown = catchThrowable(() -> text(client, request));
    assertThat(thrown).isInstanceOf(IOException.class);
    assertThat(thrown.getCause()).isInstanceOf(RequestException.class);
    return (RequestException) thrown.getCause();
  }

  @Test
  void theRulesOfASessionHold() throws IOException {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).body("tea"));

    assertThat(text(client(limits -> limits.read(SHORT)), get())).isEqualTo("200 tea");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void apacheRetriesNothing() throws IOException {
    server.script(Step.always(Step.respond(503).header("Retry-After", "0").body("busy")));
    HoldfastExecChainHandler once = rules(settings -> settings.retry(Retry.off()));

    assertThat(text(once.applyTo(HttpClientBuilder.create()).build(), get())).isEqualTo("503 busy");
    assertThat(server.requests()).hasSize(1);
    HttpClientBuilder disabled = HttpClientBuilder.create().disableAutomaticRetries();
    assertThat(text(rules(settings -> settings).applyTo(disabled).build(), get()))
        .isEqualTo("503 busy");
    assertThat(server.requests()).hasSize(4);
    HttpClientBuilder plain = HttpClientBuilder.create()
        .replaceExecInterceptor(ChainElement.RETRY.name(), rules(settings -> settings));
    assertThat(text(plain.build(), get())).isEqualTo("503 busy");
    assertThat(server.requests()).hasSize(7);
  }

  @Test
  void aPostIsRepeatedOnlyWithAKeyOrWithProof() throws IOException {
    server.script(
        Step.resetBeforeHeaders(), Step.resetBeforeHeaders(), Step.respond(200).body("paid"));
    CloseableHttpClient client = client(limits -> limits);

    RequestException cut = failure(client, post(server.url("/")));
    assertThat(cut.category()).isEqualTo(Category.CONNECTION_ABORTED);
    assertThat(cut.sent()).isEqualTo(Sent.MAYBE);
    assertThat(cut.attempts()).hasSize(1);
    HttpPost keyed = post(server.url("/"));
    keyed.addHeader("Idempotency-Key", "k");
    assertThat(text(client, keyed)).isEqualTo("200 paid");
    assertThat(server.requests())
        .allMatch(seen -> new String(seen.body(), StandardCharsets.UTF_8).equals("pay"));
    try (DeadEnd deadEnd = DeadEnd.refusing()) {
      RequestException refused = failure(client, post(deadEnd.url("/")));
      assertThat(refused.sent()).isEqualTo(Sent.NO);
      assertThat(refused.category()).isEqualTo(Category.CONNECT_REFUSED);
      assertThat(refused.attempts()).hasSize(3);
    }
  }

  @Test
  void anAttemptThatDripsEndsAndAnotherFollows() throws IOException {
    server.script(
        Step.dribble(1_000, Duration.ofMillis(20)),
        Step.dribbleHeaders(Duration.ofMillis(20)),
        Step.respond(200).body("whole"));

    assertThat(text(client(limits -> limits.attempt(SHORT)), get())).isEqualTo("200 whole");
  }

  @Test
  void theDeadlineEndsHeadAndBody() {
    server.script(
        Step.stall(),
        Step.raw(
            Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
            Action.drip("data: 1\n".repeat(1_000), Duration.ofMillis(20))));
    CloseableHttpClient client = client(limits -> limits.deadline(SHORT));

    assertThatThrownBy(() -> text(client, get()))
        .isInstanceOf(SocketTimeoutException.class)
        .hasCauseInstanceOf(DeadlineExceededException.class);
    assertThatThrownBy(() -> text(client, get())).hasMessageContaining("deadline");
  }

  @Test
  void aPoolWithoutAFreeConnectionIsNoFaultOfTheServer() throws Exception {
    server.script(Step.stall());
    CloseableHttpClient client = rules(settings -> settings
            .retry(Retry.off())
            .timeouts(HoldfastExecChainHandler.timeouts().pool(SHORT).deadline(PATIENCE)))
        .applyTo(HttpClientBuilder.create()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(1)
                .build()))
        .build();
    CompletableFuture<Throwable> held = new CompletableFuture<>();
    Thread busy = new Thread(() -> held.complete(catchThrowable(() -> text(client, get()))));
    busy.start();
    server.awaitRequests(1, PATIENCE);

    RequestException failure = failure(client, post(server.url("/")));

    assertThat(failure.category()).isEqualTo(Category.POOL_TIMEOUT);
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    busy.interrupt();
    busy.join(20_000);
    assertThat(busy.isAlive()).isFalse();
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    server.script(Step.stall());
    CloseableHttpClient client = client(limits -> limits);
    CompletableFuture<Throwable> result = new CompletableFuture<>();
    Thread caller = new Thread(() -> result.complete(catchThrowable(() -> text(client, get()))));
    caller.start();
    server.awaitRequests(1, PATIENCE);

    caller.interrupt();

    assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void whatApacheDoesForACallStays() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("tea".getBytes(StandardCharsets.UTF_8));
    }
    server.script(
        Step.respond(302).header("Location", "/b").keepAlive(),
        Step.respond(200)
            .header("Content-Encoding", "gzip")
            .body(zipped.toByteArray())
            .keepAlive(),
        Step.respond(204));
    CloseableHttpClient client = client(limits -> limits);

    assertThat(text(client, get())).isEqualTo("200 tea");
    assertThat(text(client, get())).isEqualTo("204 ");
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.requests().get(1).target()).isEqualTo("/b");
    assertThat(server.requests().get(1).header("User-Agent").orElse(""))
        .startsWith("Apache-HttpClient/");
  }

  @Test
  void aHandlerThatRepeatsIsRefused() {
    server.script(Step.respond(500), Step.respond(200));
    HttpClientBuilder repeating = rules(settings -> settings)
        .applyTo(HttpClientBuilder.create())
        .addExecInterceptorBefore(
            ChainElement.CONNECT.name(), "REPEATS", (request, scope, chain) -> {
              chain.proceed(request, scope).close();
              return chain.proceed(request, scope);
            });

    assertThatThrownBy(() -> text(repeating.build(), get())).hasMessageContaining("a second time");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whatAHandlerCannotDoIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HoldfastExecChainHandler.of(settings -> settings.timeouts(Timeouts.defaults())))
        .withMessageStartingWith("transport: cannot keep the limits connect, write (expected: ")
        .withMessageContaining("HoldfastExecChainHandler");
  }
}
