/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The scripted transport for asynchronous calls; whatever happens, happens on the spot. */
final class AsyncScriptedTransport implements AsyncTransport {

  private final ScriptedTransport script;

  AsyncScriptedTransport(ScriptedTransport script) {
    this.script = script;
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    CompletableFuture<AsyncTransportResponse> answer = new CompletableFuture<>();
    try {
      answer.complete(new Answer(script.send(request, limits, listener)));
    } catch (TransportException e) {
      answer.completeExceptionally(e);
    }
    return new AsyncExchange() {
      @Override
      public CompletionStage<AsyncTransportResponse> response() {
        return answer;
      }

      @Override
      public void cancel() {
        // An answer that nobody will take goes back.
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
          answer.join().close();
        }
      }
    };
  }

  @Override
  public Capabilities capabilities() {
    return script.capabilities();
  }

  @Override
  public void close() {
    script.close();
  }

  private record Answer(TransportResponse response) implements AsyncTransportResponse {

    @Override
    public int status() {
      return response.status();
    }

    @Override
    public String reason() {
      return response.reason();
    }

    @Override
    public Headers headers() {
      return response.headers();
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
      return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
        private boolean begun;

        @Override
        public void request(long pieces) {
          if (!begun) {
            begun = true;
            publish(subscriber);
          }
        }

        @Override
        public void cancel() {
          response.close();
        }
      });
    }

    private void publish(Flow.Subscriber<? super ByteBuffer> subscriber) {
      try {
        subscriber.onNext(ByteBuffer.wrap(response.body().readAllBytes()));
        subscriber.onComplete();
      } catch (IOException e) {
        subscriber.onError(e);
      }
    }

    @Override
    public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
      response.discard(maxBytes, maxNanos);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
