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
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The caller's own conditions: what is retried in addition, and what a response has to be. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class RetryConditionsTest {

  private static final String URL = "https://api.example.com/jobs/7";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  RetryConditionsTest(Mode mode) {
    this.mode = mode;
  }

  private Session pending() {
    return mocked
        .builder()
        .retry(MockedSession.exact()
            .total(2)
            .retryIf("still pending", response -> response.text().equals("pending"))
            .build())
        .build();
  }

  @Test
  void aBodyMayAskForARetry() {
    mocked.transport.respond(200, "pending").respond(200, "done");

    Response response = mode.get(pending(), URL);

    assertThat(response.text()).isEqualTo("done");
    assertThat(response.explain()).contains("still pending");
  }

  @Test
  void aHeaderMayAndRetryAfterIsHonoured() {
    mocked
        .transport
        .respond(200, Headers.empty().plus("X-State", "warm-up").plus("Retry-After", "7"), "")
        .respond(200);
    Session session = mocked
        .builder()
        .retry(MockedSession.exact()
            .retryIf("warming up", r -> r.header("X-State").isPresent())
            .build())
        .build();

    mode.get(session, URL);

    assertThat(mocked.time.slept()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void theLastResponseIsReturnedWhenTheRetriesAreUsed() {
    mocked.transport.respond(200, "pending").respond(200, "pending").respond(200, "pending");

    assertThat(mode.get(pending(), URL).text()).isEqualTo("pending");
    assertThat(mocked.transport.requests()).hasSize(3);
  }

  @Test
  void aPostIsNotRepeatedForIt() {
    mocked.transport.respond(200, "pending");

    Response response = mode.request(pending(), Request.post(URL).body("x"));

    assertThat(response.text()).isEqualTo("pending");
    assertThat(response.explain()).contains("POST may have been processed");
  }

  @Test
  @Tag("U42")
  void aConditionThatThrowsDoesNotHold() {
    mocked.transport.respond(200, "no json");
    Session session = mocked
        .builder()
        .retry(
            Retry.builder().retryIf("a number", r -> r.json(Integer.class) > 0).build())
        .build();

    assertThat(mode.get(session, URL).text()).isEqualTo("no json");
  }

  private static boolean blocks() {
    try {
      new CountDownLatch(1).await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fails unless the call ends at its deadline, and not with a response that came in time. */
  private void endsAtTheDeadline(SessionBuilder builder) {
    try (Session session = builder.build()) {
      RequestException late = catchThrowableOfType(
          RequestException.class,
          () -> mode.request(session, Request.get(URL).deadline(Duration.ofMillis(300))));

      assertThat(late).isInstanceOf(DeadlineExceededException.class);
      assertThat(late.attempts()).hasSize(1);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(mocked.transport.requests()).hasSize(1);
    }
  }

  private SessionBuilder onRealTime() {
    return mocked.builder().time(TimeSource.system());
  }

  @Test
  @Tag("U42")
  void aConditionThatBlocksIsInterruptedAtTheDeadline() {
    mocked.transport.respond(200, "ok");

    endsAtTheDeadline(
        onRealTime().retry(Retry.builder().retryIf("never told", r -> blocks()).build()));
  }

  @Test
  @Tag("U42")
  void aConditionOnAFailureThatBlocksIsInterruptedToo() {
    mocked.transport.fail(FailureKind.DECODING_ERROR, Sent.ANSWERED);

    endsAtTheDeadline(onRealTime()
        .retry(Retry.builder().retryIfFailed("never told", e -> blocks()).build()));
  }

  @Test
  @Tag("U42")
  void anExpectationThatBlocksIsInterruptedAtTheDeadline() {
    mocked.transport.respond(200, "ok");

    endsAtTheDeadline(onRealTime().expect("ever told", r -> blocks()));
  }

  @Test
  @Tag("U42")
  void aConditionThatIgnoresTheInterruptEndsTheCallWhenItReturns() {
    mocked.transport.respond(200, "ok");
    Predicate<Response> slow = response -> {
      mocked.time.advance(Duration.ofSeconds(1));
      return false;
    };

    endsAtTheDeadline(
        mocked.builder().retry(Retry.builder().retryIf("slow", slow).build()));
  }

  @Test
  @Tag("U42")
  void anExpectationThatIgnoresTheInterruptEndsTheCallWhenItReturns() {
    mocked.transport.respond(200, "ok");

    endsAtTheDeadline(mocked.builder().expect("slow", response -> {
      mocked.time.advance(Duration.ofSeconds(1));
      return true;
    }));
  }

  @Test
  void aFailureMayAskForARetry() {
    mocked.transport.fail(FailureKind.DECODING_ERROR, Sent.ANSWERED).respond(200);
    Session session = mocked
        .builder()
        .retry(MockedSession.exact()
            .retryIfFailed("garbled", e -> e.category() == Category.DECODING_ERROR)
            .build())
        .build();

    Response response = mode.get(session, URL);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.explain()).contains("decoding_error: garbled");
  }

  @Test
  void aResponseThatIsNotWhatItHasToBeIsAFailureOfItsAttempt() {
    mocked.transport.respond(200, "<html>log in</html>").respond(200, "{}");
    Session session =
        mocked.builder().expect("JSON", r -> r.text().startsWith("{")).build();

    Response response = mode.get(session, URL);

    assertThat(response.text()).isEqualTo("{}");
    assertThat(response.attempts().get(0).category()).hasValue(Category.BAD_RESPONSE);
  }

  @Test
  void andEndsACallThatCannotBeRepeated() {
    mocked.transport.respond(200, "<html>log in</html>");
    Session session =
        mocked.builder().expect("JSON", r -> r.text().startsWith("{")).build();

    ProtocolException failure = catchThrowableOfType(
        ProtocolException.class, () -> mode.request(session, Request.post(URL)));

    assertThat(failure).hasMessageContaining("the response is not JSON");
    assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
  }

  @Test
  void anErrorStatusIsNotChecked() {
    mocked.transport.respond(404, "not found");

    assertThat(
            mode.get(mocked.builder().expect("JSON", r -> false).build(), URL).status())
        .isEqualTo(404);
  }
}
