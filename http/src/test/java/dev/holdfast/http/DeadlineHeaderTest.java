/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time that is left, told to servers and heard from callers. */
@ParameterizedClass
@EnumSource(Mode.class)
class DeadlineHeaderTest {

  private static final String URL = "http://api.example.com/orders";
  private static final String OTHER = "http://other.example.com/";
  private static final String NAME = "X-Request-Timeout-Ms";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  DeadlineHeaderTest(Mode mode) {
    this.mode = mode;
  }

  private SessionBuilder telling() {
    return mocked.builder().deadlineHeader(DeadlineHeader.of(NAME));
  }

  private List<Optional<String>> told() {
    return mocked.transport.requests().stream()
        .map(request -> request.headers().first(NAME))
        .toList();
  }

  private MockTransport.Handler after(Duration time, int status) {
    return request -> {
      mocked.time.advance(time);
      return new MockResponse(status, Headers.empty(), new byte[0]);
    };
  }

  @Test
  void isNotSentUnlessAskedFor() {
    mocked.transport.respond(200);

    mode.get(mocked.session(), URL);

    assertThat(told()).containsExactly(Optional.empty());
  }

  @Test
  void tellsEachAttemptWhatIsLeftAfterAttemptsAndWaits() {
    mocked.transport.handle(after(Duration.ofMillis(1_250), 503)).respond(503).respond(200);

    mode.request(telling().build(), Request.get(URL).deadline(Duration.ofSeconds(10)));

    assertThat(told())
        .containsExactly(Optional.of("10000"), Optional.of("8750"), Optional.of("8250"));
  }

  @Test
  void tellsTheAttemptTimeoutIfThatIsShorter() {
    mocked.transport.respond(200);
    Session session =
        telling().timeouts(Timeouts.defaults().attempt(Duration.ofMillis(400))).build();

    mode.get(session, URL);

    assertThat(told()).containsExactly(Optional.of("400"));
  }

  @Test
  void roundsDownButNeverToNothing() {
    mocked.transport.respond(200).respond(200);
    Session session = telling().build();

    mode.request(session, Request.get(URL).deadline(Duration.ofNanos(1_999_999)));
    mode.request(session, Request.get(URL).deadline(Duration.ofNanos(1)));

    assertThat(told()).containsExactly(Optional.of("1"), Optional.of("1"));
  }

  @Test
  void saysNothingIfThereIsNoEnd() {
    mocked.transport.respond(200);

    mode.get(telling().timeouts(Timeouts.unbounded()).build(), URL);

    assertThat(told()).containsExactly(Optional.empty());
  }

  @Test
  void leavesWhatTheRequestBringsAlong() {
    mocked.transport.respond(200);

    mode.request(telling().build(), Request.get(URL).header(NAME, "77"));

    assertThat(told()).containsExactly(Optional.of("77"));
  }

  @Test
  void staysWithTheOriginThatWasCalledUnlessAskedToGoOn() {
    mocked.transport.otherwise(request -> new MockResponse(
        request.url().toString().startsWith(URL) ? 302 : 200,
        Headers.empty().plus("Location", OTHER),
        new byte[0]));

    mode.get(telling().build(), URL);
    mode.get(
        mocked.builder().deadlineHeader(DeadlineHeader.of(NAME).acrossOrigins()).build(), URL);

    assertThat(told())
        .containsExactly(
            Optional.of("120000"), Optional.empty(), Optional.of("120000"), Optional.of("120000"));
  }

  @Test
  void aCallEndsWithTheDeadlineThatWasReceivedIfThatComesFirst() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Deadline received = DeadlineHeader.received("1400", mocked.time);
    mocked.time.advance(Duration.ofMillis(400));
    Session session = telling().retry(exact().total(3).build()).build();

    DeadlineExceededException e = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> mode.request(session, Request.get(URL).within(received)));

    assertThat(e.attempts()).hasSize(3);
    assertThat(told())
        .containsExactly(Optional.of("1000"), Optional.of("1000"), Optional.of("500"));
  }

  @Test
  void theCallsOwnDeadlineHoldsIfThatComesFirst() {
    mocked.transport.respond(200);
    Deadline received = DeadlineHeader.received("99999999999999999999999", mocked.time);

    mode.request(
        telling().build(), Request.get(URL).within(received).deadline(Duration.ofSeconds(2)));

    assertThat(told()).containsExactly(Optional.of("2000"));
  }

  @Test
  void aDeadlineThatHasPassedSendsNothing() {
    Request late = Request.get(URL).within(DeadlineHeader.received("0", mocked.time));

    DeadlineExceededException e = catchThrowableOfType(
        DeadlineExceededException.class, () -> mode.request(mocked.session(), late));

    assertThat(e.category()).isEqualTo(Category.DEADLINE_EXCEEDED);
    assertThat(mocked.transport.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1500, PT1.5S",
    "' 007 ', PT0.007S",
    "0, PT0S",
    "000000000000000000000000000000000012, PT0.012S",
    // Longer than a clock can count: the same as none.
    "9223372036855, PT2562047H47M16.854775807S"
  })
  void readsMilliseconds(String value, Duration left) {
    assertThat(DeadlineHeader.received(value, VirtualTime.create()).remainingNanos())
        .isEqualTo(left.toNanos());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+5", "1.5", "1e3", "PT1S", "1 5", "0x10", "\u0661\u0662", "soon\r\n"})
  void refusesWhatIsNoNumberOfMilliseconds(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadlineHeader.received(value))
        .withMessageStartingWith("received deadline: '")
        .withMessageEndingWith("' (expected: milliseconds as a whole number, 0 or more)");
  }

  @Test
  void quotesLittleOfWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadlineHeader.received("x".repeat(100_000)))
        .withMessageMatching("received deadline: 'x{40}\\.\\.\\.'.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "Transfer-Encoding"})
  void refusesNamesThatCannotBeOne(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> DeadlineHeader.of(name));
  }

  @Test
  void showsItsSettings() {
    assertThat(DeadlineHeader.of(NAME).acrossOrigins())
        .hasToString("DeadlineHeader[X-Request-Timeout-Ms, across origins]");
  }
}
