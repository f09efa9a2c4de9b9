/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retry.Counter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The full text of a decision, as a user reads it in an explained call. */
class RetryEngineReasonsTest {

  private static final Verdict BUSY = Verdict.retry(Counter.STATUS, "status 503");
  private static final Verdict STALE =
      Verdict.retryAtOnce(Counter.READ, "the connection was stale");
  private static final Verdict REDIRECT = new Verdict.Follow("redirected to /next");
  private static final RetryLimits FIVE = RetryLimits.total(5);

  @Test
  void retriesSayWhichOneItIsAndHowLongTheWait() {
    Call call = Call.with(FIVE);

    assertReason(call.next(BUSY), "status 503; retry 1 of 5 at once");
    assertReason(call.next(BUSY), "status 503; retry 2 of 5 after a backoff of 1 s");
    assertReason(
        call.next(busyFor("PT7S")), "status 503; retry 3 of 5 after the 7 s the server asked for");
    assertReason(call.next(STALE), "the connection was stale; retry 4 of 5 at once");
    assertReason(call.next(REDIRECT), "redirected to /next");
  }

  @Test
  void withoutATotalThereIsNoOf() {
    Call call = Call.with(RetryLimits.unlimited());

    assertReason(call.next(BUSY), "status 503; retry 1 at once");
  }

  @Test
  void aCutServerDelayIsSaidToBeCut() {
    RetryPolicy policy =
        new RetryPolicy(FIVE, Call.SECONDS, Stop.never(), Duration.ofSeconds(30), true);

    assertReason(
        Call.with(policy).next(busyFor("PT5M")),
        "status 503; retry 1 of 5 after 30 s, cut from the 300 s the server asked for");
  }

  @Test
  void usedUpRetriesSayWhichAndHowMany() {
    assertReason(
        Call.with(RetryLimits.total(0)).next(BUSY), "status 503; retries on 'total' are off");
    assertReason(
        after(Call.with(RetryLimits.total(1)), BUSY),
        "status 503; the only retry on 'total' is used");
    assertReason(
        after(Call.with(RetryLimits.total(2)), BUSY, BUSY),
        "status 503; all 2 retries on 'total' are used");
    assertReason(
        Call.with(FIVE.with(Counter.STATUS, 0)).next(BUSY),
        "status 503; retries on 'status' are off");
    assertReason(
        after(Call.with(FIVE.with(Counter.STATUS, 1)), BUSY),
        "status 503; the only retry on 'status' is used");
    assertReason(
        after(Call.with(FIVE.with(Counter.STATUS, 2)), BUSY, BUSY),
        "status 503; all 2 retries on 'status' are used");
  }

  @Test
  void usedUpRedirectsAreCalledRedirects() {
    assertReason(
        Call.with(FIVE.with(Counter.REDIRECT, 0)).next(REDIRECT),
        "redirected to /next; redirects are off");
    assertReason(
        after(Call.with(FIVE.with(Counter.REDIRECT, 1)), REDIRECT),
        "redirected to /next; the only redirect is used");
    assertReason(
        after(Call.with(FIVE.with(Counter.REDIRECT, 2)), REDIRECT, REDIRECT),
        "redirected to /next; all 2 redirects are used");
  }

  @Test
  void aDeadlineThatLeavesTooLittleSaysHowMuch() {
    Call call = Call.with(FIVE).deadline(Duration.ofMillis(850));
    call.next(BUSY);

    assertReason(
        call.next(BUSY),
        "status 503; the next wait of 1 s does not fit into the 850 ms left until the deadline");
  }

  @Test
  void aDeadlineThatHasPassedSaysSo() {
    assertReason(late().next(BUSY), "status 503; the deadline has passed");
    assertReason(late().next(STALE), "the connection was stale; the deadline has passed");
    assertReason(
        late().next(REDIRECT),
        "redirected to /next; the deadline passed before the redirect could be followed");
  }

  @Test
  void aServerDelayThatIsTooLongSaysWhatItWasAndWhatWasAllowed() {
    assertReason(
        Call.with(FIVE).next(busyFor("PT1H")),
        "status 503; the server asks to wait 1 h, more than the 120 s allowed");
    assertReason(
        Call.with(FIVE).deadline(Duration.ofSeconds(5)).next(busyFor("PT5S")),
        "status 503; the server asks to wait 5 s,"
            + " which does not fit into the 5 s left until the deadline");
  }

  private static Decision after(Call call, Verdict... all) {
    for (Verdict verdict : all) {
      call.next(verdict);
    }
    return call.next(all[0]);
  }

  private static Call late() {
    return Call.with(FIVE).deadline(Duration.ZERO);
  }

  private static Verdict busyFor(String duration) {
    return Verdict.retryAfter(Counter.STATUS, "status 503", Duration.parse(duration));
  }

  private static void assertReason(Decision decision, String reason) {
    assertThat(decision.reason()).isEqualTo(reason);
  }
}
