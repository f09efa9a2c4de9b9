/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static dev.holdfast.http.MockedSession.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcomes that a session retries, and those that end the call. */
@ParameterizedClass
@EnumSource(Mode.class)
@Tag("I18")
class SessionRetryTest {

  private static final String URL = "http://api.example.com/orders";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionRetryTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("A01")
  void waitsLongerAndLongerBeforeEachRetry() {
    mocked.transport.respond(503).respond(500).respond(502).respond(504).respond(200, "ok");

    Response response = mode.get(mocked.session(), URL);

    assertThat(response.text()).isEqualTo("ok");
    assertThat(mocked.time.sleeps()).containsExactly(millis(500, 1_000, 2_000));
    assertThat(response.attempts()).hasSize(5);
  }

  @Test
  @Tag("A01")
  void handsTheLastResponseBackWhenRetriesRunOut() {
    for (int i = 0; i < 6; i++) {
      mocked.transport.respond(503, "down " + i);
    }

    Response response = mode.get(mocked.session(), URL);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.text()).isEqualTo("down 5");
    assertThat(response.attempts()).hasSize(6);
    assertThat(response.attempts().get(5).reason()).contains("all 5 retries on 'total' are used");
  }

  @Test
  void throwsWhenRetriesRunOutIfAskedTo() {
    mocked.transport.respond(503).respond(503, "still down");
    Session session =
        mocked.builder().retry(exact().total(1).raiseOnStatus(true).build()).build();

    RetriesExhaustedException e =
        catchThrowableOfType(RetriesExhaustedException.class, () -> mode.get(session, URL));

    assertThat(e.category()).isEqualTo(Category.TOO_MANY_ERROR_RESPONSES);
    assertThat(e.response().orElseThrow().text()).isEqualTo("still down");
    assertThat(e.attempts()).hasSize(2);
    assertThat(e).hasMessageContaining("status 503").hasMessageContaining("2 attempts");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 410, 422, 501, 505, 999})
  @Tag("A08")
  void neverRetriesOtherErrors(int status) {
    mocked.transport.respond(status);

    assertThat(mode.get(mocked.session(), URL).status()).isEqualTo(status);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "PUT", "DELETE"})
  void neverRepeatsWhatMayHaveBeenProcessed(String method) {
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);

    ReadTimeoutException e = catchThrowableOfType(
        ReadTimeoutException.class, () -> mode.request(mocked.session(), Request.of(method, URL)));

    assertThat(e.attempts())
        .singleElement()
        .extracting(Attempt::reason)
        .asString()
        .contains("idempotency key");
    assertThat(e.sent()).isEqualTo(Sent.MAYBE);
  }

  @ParameterizedTest
  @CsvSource({
    "connect_refused",
    "connect_timeout",
    "connect_error",
    "pool_timeout",
    "connection_aborted",
    "read_timeout"
  })
  void repeatsAnyMethodIfNothingWasSent(String category) {
    mocked
        .transport
        .fail(FailureKind.valueOf(category.toUpperCase(Locale.ROOT)), Sent.NO)
        .respond(201);

    Response response = mode.request(mocked.session(), Request.post(URL).body("order"));

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.attempts()).hasSize(2);
  }

  @Test
  @Tag("I5")
  void repeatsAPostWithAnIdempotencyKeyAndKeepsTheKey() {
    mocked
        .transport
        .fail(FailureKind.CONNECTION_ABORTED, Sent.MAYBE)
        .respond(503)
        .respond(201);

    mode.request(
        mocked.session(), Request.post(URL).body("order").idempotencyKey(IdempotencyKey.auto()));

    assertThat(mocked.transport.requests()).hasSize(3);
    assertThat(mocked.transport.requests())
        .extracting(request -> request.headers().first("idempotency-key").orElseThrow())
        .containsOnly(mocked
            .transport
            .requests()
            .get(0)
            .headers()
            .first("Idempotency-Key")
            .orElseThrow());
  }

  @Test
  @Tag("I5")
  void makesAnotherKeyForAnotherCall() {
    mocked.transport.respond(201).respond(201);
    Request order = Request.post(URL).idempotencyKey(IdempotencyKey.auto());
    Session session = mocked.session();

    mode.request(session, order);
    mode.request(session, order);

    assertThat(mocked.transport.requests())
        .extracting(request -> request.headers().first("Idempotency-Key").orElseThrow())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(key ->
            key.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }

  @Test
  void takesTheCallersOwnHeaderForAKey() {
    mocked.transport.respond(503).respond(201);

    Response response =
        mode.request(mocked.session(), Request.post(URL).header("idempotency-key", "order-7"));

    assertThat(response.status()).isEqualTo(201);
  }

  @Test
  void retriesAStaleConnectionAtOnceWithoutMovingTheBackoff() {
    mocked
        .transport
        .handle(request -> {
          throw TransportException.of(FailureKind.CONNECTION_ABORTED, Sent.MAYBE, "closed", null)
              .asStaleConnection();
        })
        .respond(503)
        .respond(503)
        .respond(200);

    Response response = mode.get(mocked.session(), URL);

    assertThat(response.ok()).isTrue();
    assertThat(mocked.time.sleeps()).containsExactly(millis(500));
  }

  @Test
  void retriesAStaleConnectionForAnyMethodIfNothingWasSent() {
    mocked
        .transport
        .handle(request -> {
          throw TransportException.of(FailureKind.CONNECTION_ABORTED, Sent.NO, "closed", null)
              .asStaleConnection();
        })
        .respond(200);

    assertThat(mode.request(mocked.session(), Request.post(URL)).ok()).isTrue();
  }

  @Test
  void retriesAnUnknownHostOnce() {
    for (int i = 0; i < 3; i++) {
      mocked.transport.fail(FailureKind.DNS_FAILURE, Sent.NO);
    }

    ConnectException e =
        catchThrowableOfType(ConnectException.class, () -> mode.get(mocked.session(), URL));

    assertThat(e.category()).isEqualTo(Category.DNS_FAILURE);
    assertThat(e.attempts()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"TLS_ERROR", "BAD_RESPONSE", "BAD_CHUNK"})
  void neverRetriesWhatWouldEndTheSameWay(FailureKind kind) {
    mocked.transport.handle(request -> {
      throw TransportException.of(kind, Sent.NO, "always", null).asPermanent();
    });

    RequestException e =
        catchThrowableOfType(RequestException.class, () -> mode.get(mocked.session(), URL));

    assertThat(e.category()).isEqualTo(Category.of(kind));
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  @Tag("U16")
  @Tag("W08")
  void neverSendsAOneShotBodyTwice() {
    mocked
        .transport
        .handle(request -> {
          consume(request.body());
          throw TransportException.of(FailureKind.CONNECTION_ABORTED, Sent.MAYBE, "cut", null);
        })
        .respond(200);
    Request put = Request.put(URL).body(Body.once(new ByteArrayInputStream(new byte[3]), 3));
    Session session = mocked.builder().retry(exact().methods("PUT").build()).build();

    UnrewindableBodyException e =
        catchThrowableOfType(UnrewindableBodyException.class, () -> mode.request(session, put));

    assertThat(e)
        .hasMessageContaining("sent only once")
        .hasCauseInstanceOf(TransportException.class);
    assertThat(mocked.transport.requests()).hasSize(1);
    assertThat(e.attempts())
        .singleElement()
        .extracting(Attempt::decision)
        .isEqualTo(Attempt.Decision.STOP);
  }

  @Test
  @Tag("B28")
  void startsAnewAfterABodyThatBrokeOffAndJoinsNothing() {
    mocked.transport.handle(request -> RecordedResponse.broken("first version"));
    mocked.transport.respond(200, Headers.empty().plus("ETag", "2"), "second");

    Response response = mocked.session().get(URL);

    assertThat(response.text()).isEqualTo("second");
    assertThat(mocked.transport.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.headers().contains("Range")).isFalse());
  }

  @Test
  void retriesAOneShotBodyThatWasNotTouched() {
    mocked.transport.fail(FailureKind.CONNECT_REFUSED, Sent.NO).respond(200);
    Request put = Request.put(URL).body(Body.once(new ByteArrayInputStream(new byte[3]), 3));

    assertThat(mode.request(mocked.session(), put).ok()).isTrue();
  }

  @Test
  @Tag("I6")
  void failsEarlyInsteadOfSleepingPastTheDeadline() {
    for (int i = 0; i < 6; i++) {
      mocked.transport.respond(503);
    }

    DeadlineExceededException e = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> mode.request(mocked.session(), Request.get(URL).deadline(Duration.ofSeconds(2))));

    assertThat(mocked.time.sleeps()).containsExactly(millis(500, 1_000));
    assertThat(e.response().orElseThrow().status()).isEqualTo(503);
    assertThat(e).hasMessageContaining("the next wait of 2 s does not fit");
  }

  @Test
  void isNotChangedByAnObserverThatFails() {
    mocked.transport.respond(503).respond(200);
    Session session = mocked
        .builder()
        .observer(attempt -> {
          throw new IllegalStateException("observer");
        })
        .build();

    assertThat(mode.get(session, URL).ok()).isTrue();
  }

  @Test
  void explainsEachAttempt() {
    mocked
        .transport
        .respond(503, Headers.empty().plus("Retry-After", "soon"), "")
        .respond(200);

    String text = mode.get(mocked.session(), URL + "?api_key=canary").explain();

    assertThat(text)
        .contains("GET http://api.example.com/orders?api_key=***")
        .contains("attempt 1")
        .contains("503")
        .contains("retry: status 503; retry 1 of 5 at once")
        .contains("note: Retry-After 'soon'")
        .contains("result: 200")
        .contains("2 attempts")
        .doesNotContain("canary");
  }

  @Test
  @Tag("U20")
  void refusesCallsAfterClose() {
    Session session = mocked.session();
    session.close();
    session.close();

    CancelledException e =
        catchThrowableOfType(CancelledException.class, () -> mode.get(session, URL));

    assertThat(e).hasMessageContaining("closed");
  }

  private static void consume(Body body) {
    try {
      body.writeTo(OutputStream.nullOutputStream());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
