/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.Verdict;
import dev.holdfast.guard.Ending;
import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers and failures mean to those who count them: retries, breakers, cooldowns. */
class HttpClassifierTest {

  private final HttpClassifier standard = new HttpClassifier(Retry.builder().build(), false);
  private final HttpClassifier keyed = new HttpClassifier(Retry.builder().build(), true);

  private static ReceivedResponse answer(int status, String reason, String... retryAfter) {
    Headers headers = Headers.empty();
    for (String value : retryAfter) {
      headers = headers.plus("Retry-After", value);
    }
    return new ReceivedResponse(
        Request.get("http://api.test/"),
        status,
        reason,
        headers,
        true,
        RetryAfter.of(headers, Instant.EPOCH));
  }

  private static TransportException failure(FailureKind kind, Sent sent) {
    return TransportException.of(kind, sent, "made for a test", null);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {
        "DNS_FAILURE",
        "CONNECT_REFUSED",
        "CONNECT_TIMEOUT",
        "CONNECT_ERROR",
        "TLS_ERROR",
        "READ_TIMEOUT",
        "WRITE_TIMEOUT",
        "CONNECTION_ABORTED",
        "BAD_RESPONSE",
        "BAD_CHUNK",
        "CONNECTION_BROKEN_MID_BODY",
        "DEADLINE_EXCEEDED"
      })
  void whatMayPassOrRanOutOfTimeCountsAgainstTheServer(FailureKind kind) {
    assertThat(standard.ending(Outcome.failed(failure(kind, Sent.MAYBE)))).isEqualTo(Ending.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"POOL_TIMEOUT", "CANCELLED", "INVALID_REQUEST", "DECODING_ERROR"})
  void ourOwnTroubleSaysNothingAboutTheServer(FailureKind kind) {
    assertThat(standard.ending(Outcome.failed(failure(kind, Sent.NO)))).isEqualTo(Ending.IGNORED);
  }

  @Test
  void aBadCertificateAndAStaleConnectionSayNothingAboutTheServer() {
    TransportException certificate = failure(FailureKind.TLS_ERROR, Sent.NO).asPermanent();
    TransportException stale =
        failure(FailureKind.CONNECTION_ABORTED, Sent.MAYBE).asStaleConnection();

    assertThat(standard.ending(Outcome.failed(certificate))).isEqualTo(Ending.IGNORED);
    assertThat(standard.ending(Outcome.failed(stale))).isEqualTo(Ending.IGNORED);
  }

  @ParameterizedTest
  @CsvSource({"200, SUCCEEDED", "404, SUCCEEDED", "409, SUCCEEDED", "429, FAILED", "503, FAILED"})
  void countsAsAFailureWhatIsRetriedEvenIfTheMethodForbidsIt(int status, Ending expected) {
    assertThat(standard.ending(Outcome.of(answer(status, "Any")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429, 503})
  void othersLeaveAServerAloneThatAsksForIt(int status) {
    assertThat(standard.leaveAlone(answer(status, "Busy", "7"))).contains(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource({"413, 7", "500, 7", "301, 7", "503, 0", "503, soon"})
  void othersNeedNotLeaveItAlone(int status, String retryAfter) {
    assertThat(standard.leaveAlone(answer(status, "Other", retryAfter))).isEmpty();
  }

  @Test
  void othersGoByTheSettingsOfTheCallThatWasAnswered() {
    Retry deaf = Retry.builder().respectRetryAfter(false).build();
    Retry hasty = Retry.builder().unsafeClampRetryAfter(Duration.ofSeconds(5)).build();
    HttpClassifier clamping = new HttpClassifier(hasty, false);

    assertThat(new HttpClassifier(deaf, false).leaveAlone(answer(503, "Busy", "7")))
        .isEmpty();
    assertThat(clamping.leaveAlone(answer(503, "Busy", "7"))).contains(Duration.ofSeconds(5));
    assertThat(clamping.leaveAlone(answer(503, "Busy", "4"))).contains(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO", "MAYBE"})
  void aStaleConnectionIsRetriedAtOnceButOnlyTheFirstTime(Sent sent) {
    TransportException stale = failure(FailureKind.CONNECTION_ABORTED, sent).asStaleConnection();

    Verdict.Retryable first = (Verdict.Retryable) standard.failure("GET", stale);
    Verdict.Retryable second = (Verdict.Retryable) standard.failure("GET", stale);

    assertThat(first.immediate()).isTrue();
    assertThat(second.immediate()).isFalse();
  }

  @Test
  void aFailureWithoutAStaleConnectionIsNotRetriedAtOnce() {
    TransportException refused = failure(FailureKind.CONNECT_REFUSED, Sent.NO);

    assertThat(((Verdict.Retryable) standard.failure("POST", refused)).immediate())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"200, OK", "200, Fine", "204, No Content", "304, Not Modified"})
  void acceptsWhatIsNoErrorAndSaysItsStatus(int status, String reason) {
    assertThat(standard.status("GET", answer(status, reason)))
        .isEqualTo(new Verdict.Accept("status " + status + " " + reason));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 501})
  void handsBackErrorsThatStay(int status) {
    assertThat(standard.status("GET", answer(status, "No"))).isInstanceOf(Verdict.Reject.class);
  }

  @Test
  void a200ThatTheCallerWantsRetriedIsRetried() {
    Retry notYet = Retry.builder().statuses(200).build();

    assertThat(new HttpClassifier(notYet, false).status("GET", answer(200, "OK")))
        .isInstanceOf(Verdict.Retryable.class);
  }

  @ParameterizedTest
  @CsvSource({"GET, 200, true", "GET, 404, true", "GET, 503, false", "POST, 503, true"})
  void anAnswerSettlesAHedgeUnlessARetryCouldDoBetter(String method, int status, boolean settles) {
    assertThat(standard.settles(method, Outcome.of(answer(status, "Any")))).isEqualTo(settles);
  }

  @Test
  void aConflictDoesNotSettleAHedgeThatMayBeTheOtherPartyToIt() {
    assertThat(keyed.settles("POST", Outcome.of(answer(409, "Conflict")))).isFalse();
    assertThat(standard.settles("GET", Outcome.of(answer(409, "Conflict")))).isTrue();
  }

  @Test
  void aConflictIsRetriedOnceAnEarlierRequestMayHaveArrived() {
    assertThat(keyed.status("POST", answer(409, "Conflict"))).isInstanceOf(Verdict.Reject.class);
    keyed.failure("POST", failure(FailureKind.READ_TIMEOUT, Sent.MAYBE));

    assertThat(keyed.status("POST", answer(409, "Conflict"))).isInstanceOf(Verdict.Retryable.class);
  }

  @Test
  void aConflictIsRetriedIfItAsksForThatAndTheCallerListens() {
    HttpClassifier deaf =
        new HttpClassifier(Retry.builder().respectRetryAfter(false).build(), true);
    ReceivedResponse conflict = answer(409, "Conflict", "1");

    assertThat(keyed.status("POST", conflict)).isInstanceOf(Verdict.Retryable.class);
    assertThat(deaf.status("POST", conflict)).isInstanceOf(Verdict.Reject.class);
  }
}
