/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What those who operate a service find in its log, by the JDK's own logging. */
@Isolated
@ParameterizedClass
@EnumSource(Mode.class)
@Tag("U26")
class CallLogTest {

  private static final String URL = "http://api.example.com/orders?api_key=canary";

  private final Logger logger = Logger.getLogger("dev.holdfast");
  private final LogRecords log = LogRecords.of("dev.holdfast");
  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  CallLogTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void restore() {
    log.close();
    logger.setLevel(null);
  }

  @Test
  void aHandlerThatFailsChangesNothing() {
    Handler broken = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        throw new IllegalStateException("no log today");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    logger.addHandler(broken);
    logger.setLevel(Level.ALL);
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE).respond(503).respond(200);
    try {
      Session session = mocked
          .builder()
          .observer(attempt -> {
            throw new IllegalStateException("an observer that fails");
          })
          .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
          .build();

      assertThat(mode.get(session, URL).attempts()).hasSize(3);
      session.origin(URL).breaker().orElseThrow().open();
    } finally {
      logger.removeHandler(broken);
    }
  }

  @Test
  void aListenerThatFailsInEveryCallWritesALineASecond() {
    mocked.transport.respond(200).respond(200).respond(200).respond(200);
    Session session = mocked
        .builder()
        .observer(attempt -> {
          throw new IllegalStateException("an observer that fails");
        })
        .build();

    mode.get(session, URL);
    mode.get(session, URL);
    mode.get(session, URL);
    mocked.time.advance(Duration.ofSeconds(1));
    mode.get(session, URL);

    assertThat(log.messages())
        .hasSize(2)
        .allMatch(line -> line.contains("an AttemptObserver failed; the call goes on"))
        .allMatch(line -> line.contains("IllegalStateException: an observer that fails"))
        .last()
        .asString()
        .contains("(and 2 other failures before)");
  }

  @Test
  void aCallThatNeededRetriesIsOneLineAtInfo() {
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE).respond(503).respond(200);

    mode.get(mocked.session(), URL);

    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("INFO: GET http://api.example.com/orders?api_key=*** needed retries: 200 after 3"
            + " attempts in 500 ms (read_timeout, 503)");
  }

  @Test
  void aCallThatFailedInSpiteOfRetriesIsAWarning() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));

    mode.get(mocked.builder().retry(exact().total(2).build()).build(), URL);

    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("WARNING: GET http://api.example.com/orders?api_key=*** failed: 503 after 3"
            + " attempts in 500 ms (503, 503); ");
  }

  @Test
  void aFailureSaysWhatWentWrong() {
    mocked.transport.fail(FailureKind.CONNECT_REFUSED, Sent.NO);
    mocked.transport.fail(FailureKind.CONNECT_REFUSED, Sent.NO);
    Session session = mocked.builder().retry(exact().total(1).build()).build();

    Throwable failure = catchThrowable(() -> mode.get(session, URL));

    assertThat(failure).isInstanceOf(ConnectException.class);
    String message = ((RequestException) failure).attempts().get(1).message();
    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("failed: connect_refused after 2 attempts in 0 s (connect_refused); " + message
            + "; connect_refused: nothing was sent; ");
  }

  @Test
  void aStormOf429IsAWarningAndAnAnswerThatCameLateIsNot() {
    mocked.transport.respond(429).respond(429).respond(503).respond(404);
    Session session = mocked.builder().retry(exact().total(1).build()).build();

    mode.get(session, URL);
    mode.get(session, URL);

    assertThat(log.messages()).hasSize(2);
    assertThat(log.messages().get(0)).contains("WARNING: ").contains(" failed: 429 after 2");
    assertThat(log.messages().get(1)).contains("INFO: ").contains(" needed retries: 404 after 2");
  }

  @Test
  void aStatusOfTheCallersOwnListIsAWarningToo() {
    mocked.transport.respond(423).respond(423);
    Session session =
        mocked.builder().retry(exact().total(1).statuses(423).build()).build();

    mode.get(session, URL);

    assertThat(log.messages()).singleElement().asString().contains("WARNING: ");
  }

  @Test
  void callsThatEndAtOnceAreNoLine() {
    mocked.transport.respond(200).respond(404).respond(302).respond(500);
    Session session = mocked.builder().retry(Retry.off()).build();

    for (int i = 0; i < 4; i++) {
      mode.get(session, URL);
    }

    assertThat(log.messages()).isEmpty();
  }

  @Test
  void anOutageWritesOneLineASecondThatCountsTheOthers() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session session = mocked
        .builder()
        .safeguards(Safeguards.off())
        .retry(exact().total(1).build())
        .build();

    for (int i = 0; i < 10; i++) {
      mode.get(session, URL);
    }
    mocked.time.advance(Duration.ofSeconds(1));
    mode.get(session, URL);

    assertThat(log.messages()).hasSize(2);
    assertThat(log.messages().get(1)).contains("(and 9 other calls before)");
  }

  @Test
  void breakersAndRefusalsAreWarnings() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Safeguards breaking = Safeguards.builder().breaker(BreakerPolicy.defaults()).build();
    Session session = mocked.builder().safeguards(breaking).retry(Retry.off()).build();
    session.origin(URL).breaker().orElseThrow().forceOpen();

    Throwable refused = catchThrowable(() -> mode.get(session, URL));

    assertThat(refused).isInstanceOf(CallRefusedException.class);
    assertThat(log.messages()).hasSize(2);
    assertThat(log.messages().get(0))
        .contains("WARNING: circuit breaker of api.example.com: CLOSED -> FORCED_OPEN: by hand");
    assertThat(log.messages().get(1))
        .contains("WARNING: GET http://api.example.com/orders?api_key=*** refused: breaker_open");
  }

  @Test
  void everyAttemptIsALineAtDebug() {
    logger.setLevel(Level.FINE);
    mocked.transport.respond(503).respond(200);

    mode.get(mocked.session(), URL);

    List<String> lines = log.messages();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("FINE: attempt 1, GET http://api.example.com/orders?api_key=***: 503");
    assertThat(lines.get(1)).contains("FINE: attempt 2, ").contains(": 200 in ");
    assertThat(String.join("", lines)).doesNotContain("canary");
  }

  @Test
  void nothingIsWrittenBelowTheLevel() {
    logger.setLevel(Level.OFF);
    mocked.transport.otherwise(request -> MockedSession.answer(503));

    mode.get(mocked.session(), URL);

    assertThat(log.messages()).isEmpty();
  }
}
