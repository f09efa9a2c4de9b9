/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.ahead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.Mode;
import dev.holdfast.http.ReadTimeoutException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class ReadAheadTest {

  private static final Timeouts SHORT =
      Timeouts.of(Duration.ofSeconds(3), Duration.ofMillis(1_500)).deadline(Duration.ofSeconds(30));

  /** Both ways to stream a body. */
  enum Way {
    BLOCKING {
      @Override
      Got get(Session session, Request request) {
        try (StreamedResponse response = session.stream(request)) {
          return Got.whole(response, response.body().readAllBytes());
        } catch (TransportException e) {
          return Got.lost(e);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    },
    ASYNC {
      @Override
      Got get(Session session, Request request) {
        var response = Mode.await(session.streamAsync(request));
        Pieces pieces = new Pieces();
        response.body().subscribe(pieces);
        try {
          return Got.whole(response, pieces.all.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
          return Got.lost((TransportException) Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException | TimeoutException e) {
          throw new AssertionError(e);
        }
      }
    };

    abstract Got get(Session session, Request request);
  }

  /** What arrived; of a body that broke off, the failure. */
  record Got(Optional<HttpResponse> answer, String body, Optional<TransportException> failure) {

    static Got whole(HttpResponse answer, byte[] body) {
      return new Got(Optional.of(answer), new String(body, UTF_8), Optional.empty());
    }

    static Got lost(TransportException failure) {
      return new Got(Optional.empty(), "", Optional.of(failure));
    }

    HttpResponse response() {
      return answer.orElseThrow();
    }
  }

  /** Asks for one piece after another. */
  private static final class Pieces implements Flow.Subscriber<ByteBuffer> {

    final CompletableFuture<byte[]> all = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      newSubscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
      Objects.requireNonNull(subscription).request(1);
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      all.complete(bytes.toByteArray());
    }
  }

  private static Session session() {
    return Session.builder().timeouts(SHORT).build();
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksOffOrStallsWithinItIsFetchedAgain(Way way) {
    try (FaultServer server = FaultServer.start(
            Step.stallMidBody(), Step.truncatedBody(), Step.respond(200).body("whole"));
        Session session = session()) {
      Got got = way.get(session, Request.get(server.url("/")).readAhead(1_000));

      assertThat(got.body()).isEqualTo("whole");
      assertThat(got.response().attempts()).hasSize(3);
      assertThat(got.response().attempts().get(0).category().orElseThrow().code())
          .isEqualTo("read_timeout");
      assertThat(got.response().attempts().get(0).message()).startsWith("status 200 OK, but ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theMethodStillDecides(Way way) {
    try (FaultServer server = FaultServer.start(Step.stallMidBody());
        Session session = session()) {
      Request post = Request.post(server.url("/")).body("paid once").readAhead(1_000);

      assertThatThrownBy(() -> way.get(session, post))
          .isInstanceOfSatisfying(
              ReadTimeoutException.class, e -> assertThat(e.attempts()).hasSize(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLongerIsStreamed(Way way) {
    String large = "x".repeat(300_000);
    try (FaultServer server =
            FaultServer.start(Step.respond(200).body(large), chunked("text/plain", large));
        Session session = session()) {
      Request request = Request.get(server.url("/")).readAhead(10_000);

      assertThat(way.get(session, request).body()).isEqualTo(large);
      assertThat(way.get(session, request).body()).isEqualTo(large);
    }
  }

  private static Step chunked(String type, String body) {
    return Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + type
            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length()) + "\r\n"),
        Action.send(body),
        Action.send("\r\n0\r\n\r\n"),
        Action.fin());
  }

  @ParameterizedTest
  @EnumSource
  void aStreamOfEventsIsHandedOnAtOnce(Way way) {
    try (FaultServer server = FaultServer.start(Step.raw(
            Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n"),
            Action.stall()));
        Session session = session()) {
      Got got = way.get(session, Request.get(server.url("/")).readAhead(1_000));

      assertThat(got.failure().orElseThrow().kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theConnectionOfAWholeBodyIsUsedAgain(Way way) {
    Step kept = Step.raw(Action.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    try (FaultServer server = FaultServer.start(kept, kept);
        Session session = session()) {
      Request request = Request.get(server.url("/")).readAhead(100);

      way.get(session, request);
      Got second = way.get(session, request);

      assertThat(second.body()).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorCountsWithoutItsBody(Way way) {
    Step half = Step.raw(
        Action.send("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nno"), Action.fin());
    try (FaultServer server = FaultServer.start(half);
        Session session = session()) {
      Got got = way.get(session, Request.get(server.url("/")).readAhead(100));

      assertThat(server.requests()).hasSize(1);
      assertThat(got.failure().orElseThrow().kind())
          .isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trailersComeThrough(Way way) {
    Step step = Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Action.send("2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n"),
        Action.fin());
    try (FaultServer server = FaultServer.start(step, step);
        Session session = session()) {
      for (int bytes : new int[] {1, 100}) {
        Got got = way.get(session, Request.get(server.url("/")).readAhead(bytes));

        assertThat(got.body()).isEqualTo("ok");
        assertThat(got.response().trailers().first("X-Sum")).hasValue("7");
      }
    }
  }

  @Test
  void isNotNegative() {
    assertThatThrownBy(() -> Request.get("http://a").readAhead(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(RequestException.class)
        .hasMessage("bytes: -1 (expected: >= 0)");
  }
}
