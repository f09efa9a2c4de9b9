/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The body of the last response, when it does not arrive or takes its time. */
class LastBodyTest {

  private static final String URL = "http://api.example.com/";

  private final MockedSession mocked = new MockedSession();

  @Test
  void aLostBodyDoesNotHideThatTheServerAsksForALongWait() {
    mocked.transport.handle(request -> broken(429, Headers.empty().plus("Retry-After", "86400")));

    RetryAfterExceededException failure = catchThrowableOfType(
        RetryAfterExceededException.class, () -> mocked.session().get(URL));

    assertThat(failure.retryAfter()).contains(Duration.ofDays(1));
    assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    assertThat(failure.response().orElseThrow().status()).isEqualTo(429);
  }

  @Test
  void aLostBodyDoesNotHideThatThereAreTooManyRedirects() {
    mocked.transport.handle(
        request -> broken(302, Headers.empty().plus("Location", "ftp://example.com/")));

    TooManyRedirectsException failure = catchThrowableOfType(
        TooManyRedirectsException.class, () -> mocked.session().get(URL));

    assertThat(failure).hasCauseInstanceOf(TransportException.class);
  }

  @Test
  void anErrorStatusIsHandedBackAlthoughItsBodyIsLost() {
    Session session = mocked.builder().retry(Retry.off()).build();
    mocked.transport.handle(request -> broken(503, Headers.empty()));

    Response response = session.get(URL);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.attempts().get(0).notes()).containsExactly("the body was lost: cut off");
    assertThat(catchThrowableOfType(ProtocolException.class, response::bytes).category())
        .isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
  }

  @Test
  @Tag("I1")
  void readingOnInAnUnwantedBodyTakesNothingFromTheDeadline() {
    Backoff nearlyAll = Backoff.constant(Duration.ofMillis(900)).jitter(Jitter.none());
    Session session = mocked
        .builder()
        .timeouts(Timeouts.defaults().deadline(Duration.ofSeconds(1)))
        .retry(Retry.builder().backoff(nearlyAll).build())
        .build();
    mocked.transport.handle(request -> endless()).respond(200);

    session.get(URL);

    assertThat(mocked.time.nanoTime()).isLessThanOrEqualTo(1_000_000_000L);
  }

  private static TransportResponse broken(int status, Headers headers) {
    TransportException cut = TransportException.of(
        FailureKind.CONNECTION_BROKEN_MID_BODY, Sent.ANSWERED, "cut off", null);
    return new ScriptedBody(status, headers) {
      @Override
      public InputStream body() {
        return new InputStream() {
          @Override
          public int read() throws TransportException {
            throw cut;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws TransportException {
            throw cut;
          }
        };
      }
    };
  }

  /** A body of which so much is left that it may be read on for as long as allowed. */
  private TransportResponse endless() {
    return new ScriptedBody(503, Headers.empty()) {
      @Override
      public void discard(long maxBytes, long maxNanos) {
        mocked.time.advance(Duration.ofNanos(maxNanos));
      }
    };
  }

  private abstract static class ScriptedBody implements TransportResponse {
    private final int status;
    private final Headers headers;

    ScriptedBody(int status, Headers headers) {
      this.status = status;
      this.headers = headers;
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public String reason() {
      return "";
    }

    @Override
    public Headers headers() {
      return headers;
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void discard(long maxBytes, long maxNanos) {}

    @Override
    public void close() {}
  }
}
