/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static dev.holdfast.http.MockedSession.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code Retry-After} of a response and the delay before the retry. */
@ParameterizedClass
@EnumSource(Mode.class)
@Tag("I18")
class SessionRetryAfterTest {

  private static final String URL = "http://api.example.com/orders";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionRetryAfterTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("A02")
  void honoursRetryAfterInsteadOfTheBackoff() {
    mocked
        .transport
        .respond(429, Headers.empty().plus("Retry-After", "7"), "")
        .respond(413, Headers.empty().plus("Retry-After", "3"), "")
        .respond(403, Headers.empty().plus("Retry-After", "5"), "")
        .respond(200);

    mode.get(mocked.session(), URL);

    assertThat(mocked.time.sleeps()).containsExactly(millis(7_000, 3_000, 5_000));
  }

  @Test
  @Tag("A03")
  void endsAtOnceIfTheServerAsksForTooLong() {
    mocked.transport.respond(503, Headers.empty().plus("Retry-After", "3600"), "later");

    RetryAfterExceededException e = catchThrowableOfType(
        RetryAfterExceededException.class, () -> mode.get(mocked.session(), URL));

    assertThat(e.retryAfter()).contains(Duration.ofHours(1));
    assertThat(e.response().orElseThrow().text()).isEqualTo("later");
    assertThat(mocked.time.slept()).isZero();
  }

  @Test
  void ignoresRetryAfterIfToldTo() {
    mocked
        .transport
        .respond(429, Headers.empty().plus("Retry-After", "3600"), "")
        .respond(200);
    Session session =
        mocked.builder().retry(exact().respectRetryAfter(false).build()).build();

    assertThat(mode.get(session, URL).ok()).isTrue();
    assertThat(mocked.time.slept()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  @Tag("A07")
  void ignoresRetryAfterWhereNothingIsRetried(int status) {
    mocked.transport.respond(status, Headers.empty().plus("Retry-After", "5"), "");

    assertThat(mocked.session().get(URL).status()).isEqualTo(status);
    assertThat(mocked.time.slept()).isZero();
  }

  @Test
  @Tag("A07")
  @Tag("X10")
  void doesNotWaitOnARedirect() {
    Headers headers = Headers.empty().plus("Location", "/b").plus("Retry-After", "5");
    mocked.transport.respond(301, headers, "").respond(200);

    assertThat(mocked.session().get(URL).ok()).isTrue();
    assertThat(mocked.time.slept()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "Thu, 15 Jan 1998 12:00:00 GMT"})
  @Tag("A02")
  void doesNotHammerAServerThatAsksForNoWait(String retryAfter) {
    mocked.transport.otherwise(request ->
        new MockResponse(503, Headers.empty().plus("Retry-After", retryAfter), new byte[0]));

    mocked.session().get(URL);

    assertThat(mocked.time.sleeps()).containsExactly(millis(500, 1_000, 2_000, 4_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"86400", "99999999999", "2147483648", "100000000000000000000000000000"})
  @Tag("A03")
  @Tag("A04")
  void neverSleepsForDaysBecauseAServerSaysSo(String retryAfter) {
    mocked.transport.respond(503, Headers.empty().plus("Retry-After", retryAfter), "");

    RetryAfterExceededException e = catchThrowableOfType(
        RetryAfterExceededException.class, () -> mocked.session().get(URL));

    assertThat(e.retryAfter().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofDays(1));
    assertThat(mocked.time.slept()).isZero();
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "", "NaN", "0x10", "1,2", "\u0663", "\u00b2"})
  @Tag("A05")
  void backsOffAsUsualIfRetryAfterIsNone(String retryAfter) {
    Headers headers = Headers.ofReceived(List.of(new Headers.Field("Retry-After", retryAfter)));
    mocked.transport.respond(503).respond(503, headers, "").respond(200);

    Response response = mocked.session().get(URL);

    assertThat(mocked.time.sleeps()).containsExactly(millis(500));
    assertThat(response.attempts().get(1).notes()).hasSize(1);
  }
}
