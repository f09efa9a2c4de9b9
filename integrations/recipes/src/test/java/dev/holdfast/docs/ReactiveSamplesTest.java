/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.testkit.VirtualTime;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReactiveSamplesTest {

  private final MockTransport mock = MockTransport.create().respond(503).respond(200, "tea");
  private final Session session =
      Session.builder().transport(mock).time(VirtualTime.create()).build();
  private final Request request = Request.get("https://shop.example/");

  @AfterEach
  void close() {
    session.close();
  }

  // sample: single
  /** Begins with the subscription; disposing cancels the call. */
  static <T> Single<T> single(Supplier<? extends CompletionStage<T>> call) {
    return Single.create(emitter -> {
      CompletionStage<T> stage = call.get();
      emitter.setCancellable(() -> stage.toCompletableFuture().cancel(true));
      stage.whenComplete((value, failure) -> {
        if (failure == null) {
          emitter.onSuccess(value);
        } else {
          emitter.tryOnError(failure);
        }
      });
    });
  }

  // end

  @Test
  void rxJava() {
    // sample: rxjava
    Single<Response> response = single(() -> session.sendAsync(request));
    // end

    assertThat(mock.requests()).isEmpty();
    assertThat(response.blockingGet().text()).isEqualTo("tea");
    assertThat(mock.requests()).hasSize(2);
  }

  @Test
  void rxJavaRetries() {
    Retrier retrier = Retrier.builder().time(VirtualTime.create()).build();
    StringBuilder tries = new StringBuilder();
    Single<String> flaky = Single.fromCallable(() -> {
      if (tries.append('.').length() < 3) {
        throw new IllegalStateException("not yet");
      }
      return "tea";
    });

    // sample: rxjavaRetries
    Single<String> retried = single(() -> retrier.callAsync(flaky::toCompletionStage));
    // end

    assertThat(retried.blockingGet()).isEqualTo("tea");
    assertThat(tries).hasSize(3);
  }

  @Test
  void disposingCancelsTheCall() {
    CompletableFuture<String> call = new CompletableFuture<>();
    Disposable subscription = single(() -> call).subscribe();

    subscription.dispose();

    assertThat(call).isCancelled();
  }

  @Test
  void mutiny() {
    // sample: mutiny
    Uni<Response> response = Uni.createFrom().completionStage(() -> session.sendAsync(request));
    // end

    assertThat(mock.requests()).isEmpty();
    assertThat(response.await().indefinitely().text()).isEqualTo("tea");
    assertThat(mock.requests()).hasSize(2);
  }

  @Test
  void mutinyRetries() {
    Retrier retrier = Retrier.builder().time(VirtualTime.create()).build();
    StringBuilder tries = new StringBuilder();
    Uni<String> flaky = Uni.createFrom().item(() -> {
      if (tries.append('.').length() < 3) {
        throw new IllegalStateException("not yet");
      }
      return "tea";
    });

    // sample: mutinyRetries
    Uni<String> retried = Uni.createFrom()
        .completionStage(() -> retrier.callAsync(flaky::subscribeAsCompletionStage));
    // end

    assertThat(retried.await().indefinitely()).isEqualTo("tea");
    assertThat(tries).hasSize(3);
  }

  @Test
  void cancellingAUniCancelsTheCall() {
    CompletableFuture<String> call = new CompletableFuture<>();
    Cancellable subscription =
        Uni.createFrom().completionStage(() -> call).subscribe().with(item -> {});

    subscription.cancel();

    assertThat(call).isCancelled();
  }
}
