/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.CallRefusedException;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.latency.Hedge;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HoldfastInterceptorTest {

  /** Long enough for what comes at once, on a busy machine too. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final MediaType TEXT = MediaType.get("text/plain");

  private final FaultServer server = FaultServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private static Retry retry(int total) {
    return Retry.builder()
        .total(total)
        .backoff(Backoff.exponential(Duration.ofMillis(1)))
        .build();
  }

  private static OkHttpClient client(UnaryOperator<SessionBuilder> settings) {
    return HoldfastInterceptor.of(all -> settings.apply(all.retry(retry(2))))
        .applyTo(new OkHttpClient());
  }

  private static OkHttpClient client() {
    return client(settings -> settings);
  }

  private Request get(String path) {
    return new Request.Builder().url(server.url(path)).build();
  }

  private Request.Builder post() {
    return new Request.Builder().url(server.url("/")).post(RequestBody.create("pay", TEXT));
  }

  private static String text(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return response.code() + " " + Objects.requireNonNull(response.body()).string();
    }
  }

  @Test
  void theRulesOfASessionHold() throws IOException {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(302).header("Location", "/b"),
        Step.respond(200).body("tea"));
    OkHttpClient client =
        client(settings -> settings.timeouts(HoldfastInterceptor.timeouts().read(SHORT)));

    assertThat(text(client, get("/a"))).isEqualTo("200 tea");
    assertThat(server.requests())
        .extracting(seen -> seen.target())
        .containsExactly("/a", "/a", "/a", "/b");
  }

  @Test
  void okHttpDoublesNoAttempt() throws IOException {
    server.script(Step.always(Step.respond(503).header("Retry-After", "0")));
    OkHttpClient client = HoldfastInterceptor.of(retry(1)).applyTo(new OkHttpClient());

    try (Response response = client.newCall(get("/")).execute()) {
      assertThat(response.code()).isEqualTo(503);
      assertThat(response.headers("Retry-After")).containsExactly("0");
      assertThat(response.priorResponse()).isNull();
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void withoutTheGuardADoubledAttemptFailsLoudly() throws IOException {
    server.script(
        Step.respond(503).header("Retry-After", "1"),
        Step.respond(200).body("tea"),
        Step.respond(503).header("Retry-After", "0"),
        Step.respond(200).body("doubled"));
    OkHttpClient client = new OkHttpClient.Builder()
        .addInterceptor(HoldfastInterceptor.of(retry(1)))
        .build();

    assertThat(text(client, get("/"))).isEqualTo("200 tea");
    assertThatThrownBy(() -> text(client, get("/")))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("a second time by itself after status 503")
        .hasMessageContaining("applyTo");
  }

  @Test
  void aPostIsRepeatedOnlyWithAKeyOrWithProof() throws IOException {
    server.script(
        Step.resetBeforeHeaders(), Step.resetBeforeHeaders(), Step.respond(200).body("paid"));

    assertThatThrownBy(() -> text(client(), post().build()))
        .isInstanceOf(SocketException.class)
        .hasCauseInstanceOf(RequestException.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(text(client(), post().header("Idempotency-Key", "k").build())).isEqualTo("200 paid");
    try (DeadEnd deadEnd = DeadEnd.refusing()) {
      Request refused = post().url(deadEnd.url("/")).build();
      assertThat(attempts(client(), refused)).isEqualTo(3);
      assertThat(attempts(
              new OkHttpClient.Builder()
                  .addInterceptor(HoldfastInterceptor.of(retry(2)))
                  .build(),
              refused))
          .as("without the guard nothing is proven")
          .isEqualTo(1);
    }
  }

  private static int attempts(OkHttpClient client, Request request) {
    try {
      throw new AssertionError(text(client, request));
    } catch (IOException e) {
      return Objects.requireNonNull((RequestException) e.getCause()).attempts().size();
    }
  }

  @Test
  void theDeadlineAndTheCallTimeoutBoundTheBody() throws IOException {
    server.script(Step.always(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
        Action.drip("data: 1\n".repeat(1_000), Duration.ofMillis(20)))));
    OkHttpClient bounded =
        client(settings -> settings.timeouts(HoldfastInterceptor.timeouts().deadline(SHORT)));

    try (Response response = bounded.newCall(get("/")).execute()) {
      assertThatThrownBy(() -> Objects.requireNonNull(response.body()).string())
          .hasMessageContaining("deadline");
    }
    Call hasty = client().newCall(get("/"));
    hasty.timeout().timeout(SHORT.toNanos(), TimeUnit.NANOSECONDS);
    try (Response response = hasty.execute()) {
      assertThatThrownBy(() -> Objects.requireNonNull(response.body()).string())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aStalledHeadEndsAtTheDeadline() {
    server.script(Step.stall());
    OkHttpClient bounded =
        client(settings -> settings.timeouts(HoldfastInterceptor.timeouts().deadline(SHORT)));

    assertThatThrownBy(() -> text(bounded, get("/")))
        .isInstanceOf(SocketTimeoutException.class)
        .hasCauseInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void cancellingEndsAWaitBetweenAttempts() throws Exception {
    server.script(Step.always(Step.respond(503).header("Retry-After", "60")));
    CompletableFuture<IOException> result = new CompletableFuture<>();
    Call call = client().newCall(get("/"));
    call.enqueue(new Callback() {
      @Override
      public void onFailure(Call failed, IOException e) {
        result.complete(e);
      }

      @Override
      public void onResponse(Call answered, Response response) {
        response.close();
      }
    });
    server.awaitRequests(1, PATIENCE);

    call.cancel();

    assertThat(result.get(10, TimeUnit.SECONDS)).hasMessage("Canceled");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    server.script(Step.stall());
    CompletableFuture<Throwable> result = new CompletableFuture<>();
    Thread caller = new Thread(() -> {
      try {
        result.complete(new AssertionError(text(client(), get("/"))));
      } catch (IOException e) {
        result.complete(e);
      }
    });
    caller.start();
    server.awaitRequests(1, PATIENCE);

    caller.interrupt();

    assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void breakersOfAllCallsAreOne() {
    server.script(Step.always(Step.respond(500)));
    OkHttpClient client = HoldfastInterceptor.of(settings -> settings
            .retry(Retry.off())
            .safeguards(Safeguards.builder()
                .breaker(BreakerPolicy.builder().minimumCalls(2).build())
                .build()))
        .applyTo(new OkHttpClient());

    for (int i = 0; i < 20 && server.requests().size() == i; i++) {
      try {
        text(client, get("/"));
      } catch (IOException e) {
        assertThat(e).hasCauseInstanceOf(CallRefusedException.class);
        return;
      }
    }
    throw new AssertionError("the breaker never opened");
  }

  @Test
  void whatOkHttpDoesForACallStays() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("tea".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    server.script(
        Step.respond(401).header("WWW-Authenticate", "Basic realm=\"shop\""),
        Step.respond(200).header("Content-Encoding", "gzip").body(zipped.toByteArray()));
    OkHttpClient knowing = new OkHttpClient.Builder()
        .authenticator((route, response) -> response
            .request()
            .newBuilder()
            .header("Authorization", Credentials.basic("me", "secret"))
            .build())
        .build();

    assertThat(text(HoldfastInterceptor.of(retry(2)).applyTo(knowing), get("/")))
        .isEqualTo("200 tea");
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).header("Authorization")).isPresent();
    assertThat(server.requests().get(1).header("User-Agent").orElse("")).startsWith("okhttp/");
    assertThat(server.requests().get(1).header("Accept-Encoding")).hasValue("gzip");
  }

  @Test
  void aTagChangesACall() throws IOException {
    server.script(Step.respond(503).body("busy"));
    RequestCustomizer once = request -> request.retry(Retry.off());

    assertThat(text(
            client(), get("/").newBuilder().tag(RequestCustomizer.class, once).build()))
        .isEqualTo("503 busy");
  }

  @Test
  void whatAnInterceptorCannotDoIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HoldfastInterceptor.of(
            settings -> settings.timeouts(Timeouts.defaults().attempt(SHORT))))
        .withMessageStartingWith("transport: cannot keep the limits connect, attempt (expected: ")
        .withMessageContaining("HoldfastInterceptor");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HoldfastInterceptor.of(settings ->
            settings.safeguards(Safeguards.builder().hedge(Hedge.after(SHORT)).build())))
        .withMessageContaining("two attempts");
  }
}
