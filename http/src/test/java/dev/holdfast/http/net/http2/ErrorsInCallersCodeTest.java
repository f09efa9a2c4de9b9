/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the caller's code throws, the call ends, also without any time limit: a class that
 * cannot be linked is an {@link Error}, and may be met anywhere.
 */
class ErrorsInCallersCodeTest {

  /** Where code of the caller runs. */
  enum Place {
    BODY_SOURCE(r -> r.body(Body.of(() -> {
      throw new LinkageError("for a test");
    }))),
    PUBLISHER_SUBSCRIBE(r -> r.body(Body.publisher(
        subscriber -> {
          throw new LinkageError("for a test");
        },
        -1))),
    PUBLISHER_REQUEST(r -> r.body(Body.publisher(
        subscriber -> subscriber.onSubscribe(new Subscription(() -> {
          throw new LinkageError("for a test");
        })),
        -1))),
    PUBLISHER_ERROR(r -> r.body(Body.publisher(
        (Flow.Subscriber<? super ByteBuffer> subscriber) -> {
          subscriber.onSubscribe(new Subscription(() -> {}));
          subscriber.onError(new LinkageError("for a test"));
        },
        -1))),
    PROGRESS(r -> r.progress(progress -> {
      throw new LinkageError("for a test");
    })),
    HOOK(
        200,
        b -> b.hooks(h -> h.beforeAttempt(attempt -> {
          throw new LinkageError("for a test");
        }))),
    HOOK_STAGE(
        200,
        b -> b.hooks(h -> h.beforeAttemptAsync(
            attempt -> CompletableFuture.failedFuture(new LinkageError("for a test"))))),
    HOOK_WITHOUT_A_STAGE(200, b -> b.hooks(h -> h.beforeAttemptAsync(attempt -> nothing()))),
    RECOVERY(
        400,
        b -> b.hooks(h -> h.recover(answer -> {
          throw new LinkageError("for a test");
        }))),
    RECOVERY_STAGE(
        400,
        b -> b.hooks(h -> h.recoverAsync(
            answer -> CompletableFuture.failedFuture(new LinkageError("for a test"))))),
    CHECK(
        200,
        b -> b.expect("something", response -> {
          throw new LinkageError("for a test");
        })),
    LISTENER(
        200,
        b -> b.listener(call -> {
          throw new LinkageError("for a test");
        })),
    SCOPE(503, b -> b.listener(call -> new Scope())),
    OBSERVER(
        503,
        b -> b.observer(attempt -> {
          throw new LinkageError("for a test");
        })),
    CONDITION(
        200,
        b -> b.retry(Retry.builder()
            .retryIf("for a test", response -> {
              throw new LinkageError("for a test");
            })
            .build())),
    BACKOFF(
        503,
        b -> b.retry(Retry.builder()
            .backoff(Backoff.fromOutcome(outcome -> {
              throw new LinkageError("for a test");
            }))
            .build())),
    RANDOM(
        503,
        b -> b.random(new Random())
            .retry(Retry.builder()
                .backoff(Backoff.exponential(Duration.ofMillis(1)).jitter(Jitter.full()))
                .build())),
    DNS(
        200,
        b -> b.dns(host -> {
          throw new LinkageError("for a test");
        })),
    ADDRESS_GUARD(
        200,
        b -> b.addressGuard(address -> {
          throw new LinkageError("for a test");
        })),
    PROXY(
        200,
        b -> b.proxy(url -> {
          throw new LinkageError("for a test");
        })),
    EXECUTOR(
        200,
        b -> b.executor(task -> {
          throw new LinkageError("for a test");
        })),
    EXECUTOR_AFTERWARDS(
        200,
        b -> b.executor(task -> {
          task.run();
          throw new LinkageError("for a test");
        }));

    private final int status;

    @SuppressWarnings("ImmutableEnumChecker") // The functions keep nothing.
    private final UnaryOperator<SessionBuilder> session;

    @SuppressWarnings("ImmutableEnumChecker")
    private final UnaryOperator<Request> request;

    Place(int status, UnaryOperator<SessionBuilder> session) {
      this.status = status;
      this.session = session;
      this.request = UnaryOperator.identity();
    }

    Place(UnaryOperator<Request> request) {
      this.status = 200;
      this.session = UnaryOperator.identity();
      this.request = request;
    }

    /** What a caller without null checks may return. */
    @SuppressWarnings("NullAway")
    private static CompletionStage<?> nothing() {
      return null;
    }
  }

  private static final class Scope implements CallScope {
    @Override
    public void attemptStarted(AttemptStart attempt) {
      throw new LinkageError("for a test");
    }

    @Override
    public void attemptEnded(AttemptEnd attempt) {
      throw new LinkageError("for a test");
    }

    @Override
    public void ended(CallOutcome outcome) {
      throw new LinkageError("for a test");
    }
  }

  private record Subscription(Runnable requested) implements Flow.Subscription {
    @Override
    public void request(long n) {
      requested.run();
    }

    @Override
    public void cancel() {}
  }

  private static final class Random implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new LinkageError("for a test");
    }
  }

  private static Session session(UnaryOperator<SessionBuilder> change, HttpVersion version) {
    return change
        .apply(Session.builder().timeouts(Timeouts.unbounded()))
        .defaults(d -> d.httpVersion(version))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void endTheCallOverHttp11(Place place) throws Exception {
    try (FaultServer server = FaultServer.builder()
        .whenExhausted(Step.respond(place.status).body("answer"))
        .start()) {
      bothEnd(place, server.url("/"), HttpVersion.HTTP_1_1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endTheCallOverHttp2(Place place) throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings();
      while (true) {
        int stream = peer.awaitRequest();
        byte[] head = Http2Server.Peer.block(String.valueOf(place.status));
        peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, head).data(stream, true, "answer");
      }
    })) {
      bothEnd(place, server.url("/"), HttpVersion.HTTP_2);
    }
  }

  private static void bothEnd(Place place, String url, HttpVersion version) throws Exception {
    // Of a proxy, or a host name, there is nothing to be asked otherwise.
    String named = place == Place.DNS ? url.replace("127.0.0.1", "localhost") : url;
    Request request = place.request.apply(Request.put(named).body("body"));
    try (Session session = session(place.session, version)) {
      FutureTask<Response> blocking = new FutureTask<>(() -> session.request(request));
      new Thread(blocking, "caller").start();
      ends(blocking);
      ends(begun(session, request));
    }
  }

  /** What is asked before a call begins may fail at once. */
  private static Future<?> begun(Session session, Request request) {
    try {
      return session.sendAsync(request);
    } catch (LinkageError atOnce) {
      return CompletableFuture.failedFuture(atOnce);
    }
  }

  private static void ends(Future<?> call) throws Exception {
    try {
      call.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException expected) {
      assertThat(expected.getCause()).isNotNull();
    } catch (TimeoutException open) {
      throw new AssertionError("the call did not end", open);
    }
  }

  /** A transport that breaks its contract, in one of these ways. */
  enum Breach {
    THROWS {
      @Override
      AsyncExchange exchange() {
        throw new LinkageError("for a test");
      }
    },
    RETURNS_NOTHING {
      @Override
      @SuppressWarnings("NullAway") // a breach of contract is what this is for
      AsyncExchange exchange() {
        return null;
      }
    },
    FAILS_WITH_AN_ERROR {
      @Override
      AsyncExchange exchange() {
        return new Exchange(CompletableFuture.failedFuture(new LinkageError("for a test")));
      }
    },
    ANSWERS_NOTHING {
      @Override
      @SuppressWarnings("NullAway") // a breach of contract is what this is for
      AsyncExchange exchange() {
        return new Exchange(CompletableFuture.completedFuture(null));
      }
    };

    abstract AsyncExchange exchange();
  }

  private record Exchange(CompletableFuture<AsyncTransportResponse> response)
      implements AsyncExchange {
    @Override
    public void cancel() {}
  }

  private record Broken(Breach breach) implements AsyncTransport {
    @Override
    public AsyncExchange send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener) {
      return breach.exchange();
    }

    @Override
    public Capabilities capabilities() {
      return Capabilities.all();
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource
  void ofATransportEndTheCall(Breach breach) throws Exception {
    try (Session session =
        session(b -> b.asyncTransport(new Broken(breach)), HttpVersion.HTTP_1_1)) {
      ends(session.sendAsync(Request.get("http://test.example/")));
    }
  }

  @Test
  void aSessionClosesAfterThem() {
    Session session = session(Place.EXECUTOR.session, HttpVersion.HTTP_1_1);
    CompletableFuture<Response> open =
        session.sendAsync(Request.get("http://127.0.0.1:1/nothing-listens-there"));

    assertThatCode(session::close).doesNotThrowAnyException();
    assertThat(open).failsWithin(10, TimeUnit.SECONDS);
  }
}
