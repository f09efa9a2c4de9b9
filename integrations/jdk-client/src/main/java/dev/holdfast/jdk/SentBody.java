/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A request body for the JDK's client, which reports its progress to the attempt. */
record SentBody(Flow.Publisher<ByteBuffer> source, long contentLength, JdkAttempt attempt)
    implements BodyPublisher {

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
    source.subscribe(new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        client.onSubscribe(new Flow.Subscription() {
          @Override
          public void request(long n) {
            attempt.progress();
            subscription.request(n);
          }

          @Override
          public void cancel() {
            subscription.cancel();
          }
        });
      }

      @Override
      public void onNext(ByteBuffer piece) {
        attempt.progress();
        client.onNext(piece);
      }

      @Override
      public void onError(Throwable failure) {
        attempt.bodyFailed(failure);
        client.onError(failure);
      }

      @Override
      public void onComplete() {
        attempt.sent();
        client.onComplete();
      }
    });
  }
}
