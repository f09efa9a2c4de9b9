/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer with {@code Retry-After} means for the other calls to that origin. */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionCooldownTest {

  private static final String URL = "http://api.example.com/orders";
  private static final String OTHER = "http://other.example.com/";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionCooldownTest(Mode mode) {
    this.mode = mode;
  }

  private Session session(Safeguards.Builder safeguards) {
    return mocked.builder().safeguards(safeguards.build()).build();
  }

  /** Calls that end with the answer, so that each is told by itself. */
  private void told(Session session, int calls, int status, String seconds) {
    for (int i = 0; i < calls; i++) {
      mocked.transport.respond(status, Headers.empty().plus("Retry-After", seconds), "");
      mode.request(session, Request.post(URL));
    }
  }

  @Test
  void oneCallThatWasToldToWaitDoesNotHoldBackOthers() {
    Session session = mocked.session();
    told(session, 1, 429, "30");
    mocked.transport.respond(200);
    mode.get(session, URL);
    told(session, 1, 503, "30");
    mocked.transport.respond(200);
    mode.get(session, URL);

    assertThat(mocked.time.sleeps()).isEmpty();
  }

  @Test
  void othersWaitWhenAllWereToldThatTheyAreLimited() {
    Session session = mocked.session();
    told(session, 3, 429, "7");
    mocked.transport.respond(200).respond(200);

    Response next = mode.get(session, URL + "/2");

    assertThat(mocked.time.slept()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7701));
    assertThat(next.explain())
        .contains("note: held back before it began: api.example.com asked for a pause"
            + " (429 with Retry-After), for another 7 s");
    Duration before = mocked.time.slept();
    mode.get(session, OTHER);
    assertThat(mocked.time.slept()).isEqualTo(before);
  }

  @Test
  void whereAllWereToldThatItCannotServeAnAttemptASecondFindsOutWhetherItIsBack() {
    Session session = session(Safeguards.builder().cooldown(Cooldown.failing()));
    told(session, 3, 503, "120");
    mocked.transport.respond(200).respond(200);

    assertThat(refusal(session, Request.get(URL)))
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_250));
    mocked.time.advance(Duration.ofMillis(1_250));
    assertThat(mode.get(session, URL).status()).isEqualTo(200);
    assertThat(mode.get(session, URL).status()).isEqualTo(200);
  }

  @Test
  void othersFailAtOnceIfAllWereToldToWaitLongerThanTenSeconds() {
    Session session = mocked.session();
    told(session, 3, 429, "30");

    CallRefusedException e =
        catchThrowableOfType(CallRefusedException.class, () -> mode.get(session, URL));

    assertThat(e.category()).isEqualTo(Category.RATE_LIMITED);
    assertThat(e.sent()).isEqualTo(Sent.NO);
    assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(30));
    assertThat(mocked.time.sleeps()).isEmpty();
  }

  @Test
  void theCallThatWasToldWaitsOnlyItsOwnTime() {
    mocked.transport.respond(429, Headers.empty().plus("Retry-After", "7"), "").respond(200);

    assertThat(mode.get(mocked.session(), URL).status()).isEqualTo(200);
    assertThat(mocked.time.sleeps()).containsExactly(millis(7_000));
  }

  @Test
  void theCallThatWasToldWaitsUpToAQuarterLongerButNeverLess() {
    Session session = mocked.builder().retry(Retry.defaults()).build();
    Set<Duration> waits = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      mocked
          .transport
          .respond(503, Headers.empty().plus("Retry-After", "8"), "")
          .respond(200);
      mode.get(session, URL);
    }
    waits.addAll(mocked.time.sleeps());

    assertThat(waits)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10)));
  }

  @Test
  void aDateIsSpreadFurtherAsFarAsTheDeadlineLeavesRoom() {
    Session session = mocked.builder().retry(Retry.defaults()).build();
    for (int i = 0; i < 20; i++) {
      String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
          mocked.time.now().plusSeconds(20).atZone(ZoneOffset.UTC));
      mocked
          .transport
          .respond(503, Headers.empty().plus("Retry-After", date), "")
          .respond(200);
      mode.request(session, Request.get(URL).deadline(Duration.ofSeconds(40)));
    }

    // Never earlier, and a tenth of the 20 s that are left stays for the attempt.
    assertThat(mocked.time.sleeps())
        .hasSize(20)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(38)))
        .anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(26)));
  }

  @Test
  void othersFailAtOnceWhenTheirDeadlineLeavesNoTimeOrSoChosen() {
    Session session = session(Safeguards.builder().cooldown(Cooldown.waiting()));
    told(session, 3, 429, "8");
    Session failing = session(Safeguards.builder().cooldown(Cooldown.failing()));
    told(failing, 3, 429, "8");

    assertThat(refusal(session, Request.get(URL).deadline(Duration.ofSeconds(5))))
        .isBetween(Duration.ofSeconds(8), Duration.ofMillis(8_800));
    assertThat(refusal(failing, Request.get(URL))).isEqualTo(Duration.ofSeconds(8));
    assertThat(mocked.time.sleeps()).isEmpty();
  }

  private Duration refusal(Session session, Request request) {
    CallRefusedException e =
        catchThrowableOfType(CallRefusedException.class, () -> mode.request(session, request));
    assertThat(e.category()).isEqualTo(Category.RATE_LIMITED);
    return e.retryAfter().orElseThrow();
  }

  @Tag("A07")
  @Test
  void aRetryAfterOnOtherStatusesHoldsNoOtherCall() {
    mocked.transport.respond(404, Headers.empty().plus("Retry-After", "7"), "").respond(200);
    Session session = mocked.session();
    mode.get(session, URL);
    mode.get(session, URL);

    assertThat(mocked.time.sleeps()).isEmpty();
  }
}
