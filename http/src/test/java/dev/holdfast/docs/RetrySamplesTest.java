/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static java.lang.System.Logger.Level.DEBUG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.JacksonForTests;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.RetriesExhaustedException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryAfterExceededException;
import dev.holdfast.http.Session;
import dev.holdfast.http.UnrewindableBodyException;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.testkit.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class RetrySamplesTest {

  private static final String URL = "https://api.example.com/orders";

  private final MockTransport mock = MockTransport.create();
  private final VirtualTime time = VirtualTime.create();

  private Session session(Retry retry) {
    return Session.builder()
        .transport(mock)
        .time(time)
        .retry(retry)
        .codec(new JacksonForTests())
        .build();
  }

  @Test
  void retriesAsThePolicySays() {
    // sample: policy
    Retry patient = Retry.builder()
        .total(8) // 8 retries, so 9 requests at most
        .connect(3) // of these at most 3 because there was no connection
        .statuses(429, 503)
        .methods("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
        .backoff(Backoff.exponential(Duration.ofMillis(200)).max(Duration.ofSeconds(20)))
        .build();
    // end
    mock.respond(503).respond(503).respond(204);

    assertThat(session(patient).request(Request.put(URL)).attempts()).hasSize(3);
  }

  @Test
  void tunesTheBackoff() {
    // sample: backoff
    Backoff quick = Backoff.exponential(Duration.ofMillis(100)); // 0, 0.1, 0.2, 0.4 s; full jitter
    Backoff steady = Backoff.constant(Duration.ofSeconds(2)).jitter(Jitter.equal());
    Backoff asUrllib3 = Backoff.urllib3(0.5); // 0, 1, 2, 4 s; no jitter
    Backoff gentle = Backoff.exponential(Duration.ofSeconds(1))
        .firstRetryDelayed()
        .multiplier(1.5)
        .max(Duration.ofSeconds(30));
    // end
    assertThat(List.of(quick, steady, asUrllib3, gentle)).doesNotHaveDuplicates();
  }

  @Test
  void repeatsAPostThatHasAKey() {
    Session session = session(Retry.defaults());
    mock.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE).respond(201);
    Object order = List.of("tea");
    // sample: key
    Response created =
        session.request(Request.post(URL).json(order).idempotencyKey(IdempotencyKey.auto()));
    // end
    assertThat(created.status()).isEqualTo(201);
    assertThat(mock.requests())
        .extracting((TransportRequest sent) -> sent.headers().first("Idempotency-Key"))
        .hasSize(2)
        .allMatch(key -> key.isPresent())
        .containsOnly(mock.requests().get(0).headers().first("Idempotency-Key"));
  }

  @Test
  void doesNotRepeatAPostThatHasNone() {
    mock.fail(FailureKind.CONNECTION_ABORTED, Sent.MAYBE);

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session(Retry.defaults()).request(Request.post(URL)))
        .withMessageContaining("1 attempt");
  }

  @Test
  void neverSendsAStreamTwice() {
    Session session = session(Retry.defaults());
    InputStream upload = new ByteArrayInputStream(new byte[] {1, 2, 3});
    mock.handle(request -> {
      sent(request);
      return new MockResponse(503, Headers.empty(), new byte[0]);
    });
    // sample: once
    Request put = Request.put(URL).body(Body.once(upload, -1)); // can be sent once
    // end
    Request withKey = put.idempotencyKey(IdempotencyKey.of("upload-7"));

    assertThatExceptionOfType(UnrewindableBodyException.class)
        .isThrownBy(() -> session.request(withKey));
  }

  private static void sent(TransportRequest request) {
    try {
      request.body().writeTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void handsTheLastResponseBackOrThrows() {
    mock.otherwise(request -> new MockResponse(503, Headers.empty(), new byte[0]));
    Session session = session(Retry.defaults());
    System.Logger log = System.getLogger("docs");
    // sample: last
    Response response = session.get(URL); // 6 requests later
    if (!response.ok()) {
      log.log(DEBUG, response.explain());
    }
    // end
    assertThat(response.attempts()).hasSize(6);
    // sample: raise
    Retry strict = Retry.builder().raiseOnStatus(true).build();
    // end
    RetriesExhaustedException e = catchThrowableOfType(
        RetriesExhaustedException.class, () -> session(strict).get(URL));
    assertThat(e.response().orElseThrow().status()).isEqualTo(503);
  }

  @Test
  void tellsTheCallerWhenToComeBack() {
    Session session = session(Retry.defaults());
    mock.respond(503, Headers.empty().plus("Retry-After", "3600"), "");
    List<Duration> rescheduled = new ArrayList<>();
    BiConsumer<Duration, String> queue = (delay, url) -> rescheduled.add(delay);
    // sample: reschedule
    try {
      session.get(URL).raiseForStatus();
    } catch (RetryAfterExceededException e) {
      queue.accept(e.retryAfter().orElseThrow(), URL); // the server asked for an hour
    }
    // end
    assertThat(rescheduled).containsExactly(Duration.ofHours(1));
  }

  @Test
  void doesNotSleepPastTheDeadline() {
    Retry retry = Retry.builder()
        .backoff(Backoff.constant(Duration.ofSeconds(10)).jitter(Jitter.none()))
        .build();
    mock.respond(503).respond(503);

    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> session(retry).request(Request.get(URL).deadline(Duration.ofSeconds(15))))
        .withMessageContaining("does not fit into");
    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(10));
  }

  // sample: test
  @Test
  void waitsLongerEachTime() {
    MockTransport mock = MockTransport.create().respond(503).respond(503).respond(200, "ok");
    VirtualTime time = VirtualTime.create();
    Retry retry = Retry.builder()
        .backoff(Backoff.exponential(Duration.ofMillis(500)).jitter(Jitter.none()))
        .build();
    try (Session session =
        Session.builder().transport(mock).time(time).retry(retry).build()) {

      assertThat(session.get("https://api.example.com/report").text()).isEqualTo("ok");
      assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500));
    }
  }
  // end
}
