/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Tag;

class CallFactoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

  private final Session session = Session.builder()
      .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(1)).deadline(PATIENCE))
      .build();
  private final FaultServer server = FaultServer.start();
  private final Call.Factory factory = HoldfastCallFactory.of(session);
  private final Shop shop = new Retrofit.Builder()
      .baseUrl(server.url("/"))
      .callFactory(factory)
      .build()
      .create(Shop.class);

  interface Shop {
    @GET("orders/{id}")
    retrofit2.Call<ResponseBody> order(@Path("id") int id);

    @POST("orders")
    retrofit2.Call<ResponseBody> pay(
        @Header("Idempotency-Key") String key, @Body RequestBody body, @Tag RequestCustomizer own);
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private Call get(String path) {
    return factory.newCall(new Request.Builder().url(server.url(path)).build());
  }

  @Test
  void aRetrofitServiceIsServed() throws IOException {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).header("Content-Type", "text/plain").body("three"));

    retrofit2.Response<ResponseBody> response = shop.order(7).execute();

    assertThat(response.code()).isEqualTo(200);
    assertThat(Objects.requireNonNull(response.body()).string()).isEqualTo("three");
    assertThat(server.requests()).hasSize(3).allMatch(seen -> seen.target().equals("/orders/7"));
  }

  @Test
  void aBodyIsSentAgainWithAKeyAndATagChangesTheCall() throws IOException {
    server.script(Step.respond(503), Step.respond(201));

    shop.pay("k1", RequestBody.create("pay", TEXT), request -> request.header("X-Own", "yes"))
        .execute();

    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("pay"));
    assertThat(server.requests().get(0).header("Content-Type"))
        .hasValue("text/plain; charset=utf-8");
    assertThat(server.requests().get(0).header("X-Own")).hasValue("yes");
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());
    Call post = factory.newCall(new Request.Builder()
        .url(server.url("/"))
        .post(RequestBody.create("pay", TEXT))
        .build());

    assertThatThrownBy(post::execute)
        .isInstanceOf(SocketException.class)
        .hasCauseInstanceOf(ProtocolException.class);
    assertThat(server.requests()).hasSize(1);
    assertThatThrownBy(post::execute).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aOneShotBodyIsNeverSentAgain() {
    server.script(Step.respond(503), Step.respond(200));
    RequestBody once = new RequestBody() {
      @Override
      public MediaType contentType() {
        return TEXT;
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.writeUtf8("once");
      }
    };
    Call put = factory.newCall(new Request.Builder()
        .url(server.url("/"))
        .header("Idempotency-Key", "k2")
        .put(once)
        .build());

    assertThatThrownBy(put::execute).hasMessageContaining("can be sent only once");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).body()).asString().isEqualTo("once");
  }

  @Test
  void anEnqueuedCallHoldsNoThreadAndIsCalledBack() throws Exception {
    server.script(Step.respond(503), Step.respond(200).body("back"));
    CompletableFuture<String> result = new CompletableFuture<>();
    Call call = get("/");

    call.enqueue(new Callback() {
      @Override
      public void onFailure(Call failed, IOException e) {
        result.completeExceptionally(e);
      }

      @Override
      public void onResponse(Call answered, Response response) throws IOException {
        assertThat(answered).isSameAs(call);
        result.complete(Objects.requireNonNull(response.body()).string());
      }
    });

    assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("back");
    assertThat(call.isExecuted()).isTrue();
  }

  @Test
  void theTimeoutOfACallIsItsDeadline() {
    server.script(Step.stall());
    Call call = get("/");
    call.timeout().timeout(100, TimeUnit.MILLISECONDS);

    assertThatThrownBy(call::execute)
        .isInstanceOf(SocketTimeoutException.class)
        .hasCauseInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void cancellingEndsTheCall() throws Exception {
    server.script(Step.stall());
    CompletableFuture<IOException> result = new CompletableFuture<>();
    Call call = get("/");
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

    assertThat(result.get(20, TimeUnit.SECONDS)).hasMessage("Canceled");
    assertThat(call.isCanceled()).isTrue();
    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void aCallThatWasCancelledBeforeItBeganConnectsToNothing() {
    Call call = get("/");
    call.cancel();

    assertThatThrownBy(call::execute).isInstanceOf(IOException.class).hasMessage("Canceled");
    assertThat(server.connections()).isZero();
  }

  @Test
  void aCallbackThatThrowsGivesItsConnectionBack() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
        Action.endless(new byte[1 << 14])));
    CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
    Executor callbacks = task -> {
      Thread thread = new Thread(task);
      thread.setUncaughtExceptionHandler((where, thrown) -> uncaught.complete(thrown));
      thread.start();
    };

    CompletableFuture<IOException> failure = callBack(callbacks, response -> {
      throw new IllegalStateException("of the callback");
    });

    assertThat(uncaught.get(20, TimeUnit.SECONDS)).hasMessage("of the callback");
    server.awaitNoConnection(PATIENCE);
    assertThat(failure).isNotDone();
  }

  @Test
  void anExecutorThatRefusesACallbackFailsTheCall() throws Exception {
    server.script(Step.respond(200).body("unheard"));
    CompletableFuture<IOException> failure = callBack(
        task -> {
          throw new RejectedExecutionException("full");
        },
        response -> {});

    assertThat(failure.get(20, TimeUnit.SECONDS)).hasStackTraceContaining("full");
  }

  private CompletableFuture<IOException> callBack(
      Executor callbacks, Consumer<Response> onResponse) {
    CompletableFuture<IOException> failure = new CompletableFuture<>();
    HoldfastCallFactory.of(session, callbacks)
        .newCall(new Request.Builder().url(server.url("/")).build())
        .enqueue(new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            failure.complete(e);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            onResponse.accept(response);
          }
        });
    return failure;
  }

  @Test
  void cancellingEndsABodyThatIsRead() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n"),
        Action.stall()));
    Call call = get("/");

    try (Response response = call.execute()) {
      assertThat(Objects.requireNonNull(response.body()).source().readUtf8Line())
          .isEqualTo("data: 1");
      call.cancel();
      assertThatThrownBy(() -> response.body().source().readUtf8Line())
          .isInstanceOf(IOException.class);
    }
    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void aRedirectIsFollowedAndItsUrlTold() throws IOException {
    server.script(Step.respond(302).header("Location", "/b"), Step.respond(200));

    try (Response response = get("/a").execute()) {
      assertThat(response.request().url().encodedPath()).isEqualTo("/b");
      assertThat(response.isSuccessful()).isTrue();
    }
  }

  @Test
  void aCloneIsAnotherCall() throws IOException {
    server.script(Step.respond(200), Step.respond(200));
    Call call = get("/");
    call.execute().close();

    call.clone().execute().close();

    assertThat(server.requests()).hasSize(2);
  }
}
