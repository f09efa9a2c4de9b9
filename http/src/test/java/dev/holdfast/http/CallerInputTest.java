/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers can get wrong, and that it is refused when it is set or defined what it does. */
@Isolated
class CallerInputTest {

  private static final String URL = "http://api.example.com/";

  private final MockedSession mocked = new MockedSession();

  @Test
  @Tag("U01")
  void saysHowToAskForNoLimitAtAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeouts.defaults().read(Duration.ZERO))
        .withMessage(
            "read: PT0S (expected: > 0; if no limit is meant, start from Timeouts.unbounded())");
  }

  @Test
  @Tag("U02")
  @Tag("U22")
  void makesNoAttemptIfTheDeadlineHasPassed() {
    try (FaultServer server = FaultServer.start();
        Session session = Session.create()) {
      Request late = Request.get(server.url("/")).deadline(Duration.ofNanos(1));

      DeadlineExceededException e =
          catchThrowableOfType(DeadlineExceededException.class, () -> session.request(late));

      assertThat(e.attempts()).isEmpty();
      assertThat(e.sent()).isEqualTo(Sent.NO);
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2_592_000, Long.MAX_VALUE})
  @Tag("U03")
  void worksWithTheLongestTimeouts(long seconds) {
    Duration longest = Duration.ofSeconds(seconds);
    Timeouts timeouts = Timeouts.of(longest, longest)
        .write(longest)
        .pool(longest)
        .attempt(longest)
        .deadline(longest);
    try (FaultServer server = FaultServer.start(Step.respond(503), Step.respond(200));
        Session session = Session.builder().timeouts(timeouts).build()) {

      assertThat(session.get(server.url("/")).attempts()).hasSize(2);
    }
  }

  @Test
  @Tag("U09")
  void acceptsAnAttemptTimeoutBeyondTheDeadlineAndWarnsOnce() {
    Timeouts odd = Timeouts.defaults().attempt(Duration.ofMinutes(5));
    mocked.transport.respond(200).respond(200);

    try (LogRecords log = LogRecords.of("dev.holdfast.http")) {
      Session session = mocked.builder().timeouts(odd).build();
      session.get(URL);
      session.get(URL);

      assertThat(log.messages()).singleElement().asString().contains("attempt 300 s");
    }
  }

  @Test
  @Tag("U10")
  void leavesWhatWasBuiltAsItWas() {
    RetryBuilder builder = Retry.builder().total(1);
    Retry first = builder.build();
    String described = first.toString();
    builder.total(9).statuses(400).methods().unsafeMethods("POST").raiseOnStatus(true);

    assertThat(first).hasToString(described);
    assertThat(builder.build().toString()).contains("total=9", "[400]", "[POST]");
  }

  @Test
  @Tag("U12")
  void refusesAnEndlessHeaderValue() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.get(URL).header("X", "x".repeat(1 << 20)))
        .withMessageContaining("1048576 characters")
        .withMessageContaining("expected: at most 65536");
  }

  @Test
  @Tag("U12")
  void refusesABodyWhoseContentTypeWouldBreakTheMessage() {
    Body odd = new Body() {
      @Override
      public boolean repeatable() {
        return true;
      }

      @Override
      public long length() {
        return 0;
      }

      @Override
      public Optional<String> contentType() {
        return Optional.of("text/plain\r\nEvil: b");
      }

      @Override
      public void writeTo(OutputStream out) {}
    };

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.post(URL).body(odd));
    assertThatIllegalArgumentException().isThrownBy(() -> Body.of("x", "a\nb"));
  }

  @Test
  @Tag("U15")
  void sendsABodyOnGetAndALengthOnAPostWithout() {
    try (FaultServer server = FaultServer.start(Step.respond(200), Step.respond(200));
        Session session = Session.create()) {
      session.request(Request.get(server.url("/")).body("x"));
      session.post(server.url("/"));

      assertThat(server.requests()).extracting(SeenRequest::bodyText).containsExactly("x", "");
      assertThat(server.requests().get(1).header("Content-Length")).contains("0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "k\u00fc"})
  @Tag("U17")
  void refusesAMalformedKeyInAHeaderToo(String key) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.post(URL).header("idempotency-key", key))
        .withMessageContaining("idempotency key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "patch"})
  @Tag("U19")
  void takesAMethodThatMustNotBeRepeatedOnlyByItsSpelledOutName(String method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.builder().methods("GET", method))
        .withMessageContaining("unsafeMethods")
        .withMessageContaining("idempotency key");

    mocked.transport.respond(503).respond(200);
    Session session =
        mocked.builder().retry(exact().unsafeMethods(method).build()).build();
    assertThat(session.request(Request.of(method, URL)).attempts()).hasSize(2);
  }

  @Test
  @Tag("U18")
  void neverRetriesAnErrorOfTheMachine() {
    Error full = new OutOfMemoryError("test");
    mocked.transport.handle(request -> {
      throw full;
    });

    assertThatThrownBy(() -> mocked.session().get(URL)).isSameAs(full);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  @Tag("U20")
  void canBeClosedInsideACallback() {
    AtomicReference<Session> self = new AtomicReference<>();
    mocked.transport.respond(503).respond(200);
    Session session = mocked
        .builder()
        .observer(attempt -> Objects.requireNonNull(self.get()).close())
        .build();
    self.set(session);

    CancelledException e = catchThrowableOfType(CancelledException.class, () -> session.get(URL));

    assertThat(e.category()).isEqualTo(Category.CANCELLED);
    assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> session.get(URL));
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> session.stream(Request.get(URL)));
  }
}
