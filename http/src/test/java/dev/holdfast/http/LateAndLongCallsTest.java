/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.answer;
import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that take longer than anyone planned for: over deadlines, or over weeks. */
@ParameterizedClass
@EnumSource(Mode.class)
class LateAndLongCallsTest {

  private static final String URL = "http://api.example.com/";
  private static final Duration HOUR = Duration.ofHours(1);

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  LateAndLongCallsTest(Mode mode) {
    this.mode = mode;
  }

  @Tag("P03")
  @Test
  void anAnswerThatComesAfterTheDeadlineIsNoResult() {
    mocked.transport.handle(request -> {
      mocked.time.advance(Duration.ofMinutes(5));
      return answer(200);
    });

    DeadlineExceededException end = catchThrowableOfType(
        DeadlineExceededException.class, () -> mode.get(mocked.session(), URL));

    assertThat(end.category()).isEqualTo(Category.DEADLINE_EXCEEDED);
  }

  @Tag("P03")
  @Test
  void noAttemptBeginsAfterTheDeadlineWhenTheWaitTookLonger() {
    MockTransport transport = MockTransport.create().respond(503).respond(200);
    Backoff wait = Backoff.constant(Duration.ofMillis(100)).jitter(Jitter.none());
    Session session = Session.builder()
        .transport(transport)
        .time(new DrowsyTime(mocked.time))
        .retry(Retry.builder().backoff(wait).build())
        .timeouts(Timeouts.defaults().deadline(Duration.ofSeconds(10)))
        .build();

    DeadlineExceededException end =
        catchThrowableOfType(DeadlineExceededException.class, () -> mode.get(session, URL));

    assertThat(transport.requests()).hasSize(1);
    assertThat(end.attempts()).hasSize(1);
    assertThat(end.sent()).isEqualTo(Sent.ANSWERED);
  }

  @Tag("P04")
  @Test
  void aCallThatIsRetriedForWeeksKeepsItsFirstAttemptsAndItsLast() {
    mocked.transport.otherwise(request -> answer(503));
    Session session = mocked.builder().retry(exact().total(999).build()).build();

    Response response = mode.request(session, Request.get(URL).timeouts(Timeouts.unbounded()));

    assertThat(response.attempts()).hasSize(105);
    assertThat(response.attempts()).extracting(Attempt::number).startsWith(1, 2, 3, 4, 5, 901);
    assertThat(response.attempts().get(5).notes())
        .containsExactly("895 attempts before this one are left out");
    assertThat(response.explain())
        .contains("note: 895 attempts before this one are left out")
        .contains("(1000 attempts, ")
        .contains("895 of the attempts are left out)");
    assertThat(response.attempts().get(104).number()).isEqualTo(1_000);
  }

  @Tag("P04")
  @Test
  void anAttemptThatMayHaveArrivedIsNeverForgotten() {
    for (int i = 1; i <= 1_000; i++) {
      Sent sent = i == 400 ? Sent.MAYBE : Sent.NO;
      mocked.transport.handle(request -> {
        throw TransportException.of(FailureKind.CONNECT_ERROR, sent, "scripted", null);
      });
    }
    Session session = mocked.builder().retry(exact().total(999).build()).build();

    ConnectException end = catchThrowableOfType(
        ConnectException.class,
        () -> mode.request(session, Request.get(URL).timeouts(Timeouts.unbounded())));

    assertThat(end.sent()).isEqualTo(Sent.MAYBE);
    assertThat(end.attempts()).extracting(Attempt::number).startsWith(1, 2, 3, 4, 5, 400, 901);
    assertThat(end).hasMessageContaining("(1000 attempts, ").hasMessageContaining("left out");
  }

  @Test
  void everyObserverHearsOfEveryAttemptAlsoIfOneThrows() {
    mocked.transport.respond(503).respond(200);
    List<String> heard = new ArrayList<>();
    Session session = mocked
        .builder()
        .observer(attempt -> heard.add("first " + attempt.number()))
        .observer(attempt -> {
          throw new AssertionError("broken observer");
        })
        .observer(attempt -> heard.add("last " + attempt.number()))
        .build();

    assertThat(mode.get(session, URL).status()).isEqualTo(200);

    assertThat(heard).containsExactly("first 1", "last 1", "first 2", "last 2");
  }

  @Test
  void aBodyThatCanBeSentOnceButHasNothingInItIsSentAgain() {
    for (long length : new long[] {-1, 0}) {
      mocked.transport.handle(request -> readAndAnswer(request, 503));
      mocked.transport.handle(request -> readAndAnswer(request, 200));
      Body empty = Body.once(new ByteArrayInputStream(new byte[0]), length);

      Response response = mode.request(
          mocked.session(), Request.put(URL).body(empty).idempotencyKey(IdempotencyKey.auto()));

      assertThat(response.status()).isEqualTo(200);
    }
  }

  private static TransportResponse readAndAnswer(TransportRequest request, int status) {
    try {
      request.body().writeTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return answer(status);
  }

  /** Every wait takes an hour, and no timer is on time. */
  private record DrowsyTime(VirtualTime time) implements TimeSource {
    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public void sleep(long nanos) {
      time.advance(nanos > 0 ? HOUR : Duration.ZERO);
    }

    @Override
    public Scheduled schedule(long delayNanos, Runnable task) {
      return () -> {};
    }

    @Override
    public Scheduled sleepAsync(long nanos, Runnable then) {
      time.advance(HOUR);
      then.run();
      return () -> {};
    }
  }
}
