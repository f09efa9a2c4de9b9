/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verdict, under every limit, with every kind of deadline. */
class RetryEngineMatrixTest {

  private static final Map<String, Verdict> VERDICTS = Map.of(
      "accept",
      new Verdict.Accept("done"),
      "reject",
      new Verdict.Reject("final"),
      "follow",
      new Verdict.Follow("redirected"),
      "again",
      new Verdict.Again("renewed"),
      "retry",
      Verdict.retry(Counter.STATUS, "failed"),
      "retry at once",
      Verdict.retryAtOnce(Counter.STATUS, "failed"),
      "server delay 2 s",
      Verdict.retryAfter(Counter.STATUS, "failed", Duration.ofSeconds(2)));

  private static final Map<String, RetryLimits> LIMITS = Map.of(
      "free", RetryLimits.total(9),
      "total 0", RetryLimits.total(0),
      "status 0", RetryLimits.total(9).with(Counter.STATUS, 0),
      "redirect 0", RetryLimits.total(9).with(Counter.REDIRECT, 0));

  @ParameterizedTest(name = "{0}, {1}: {2}, {3}, {4}, {5}")
  @CsvSource(delimiter = '|', textBlock = """
      # verdict        | limits     | no deadline   | 1 min left    | 1 s left              | passed
      accept           | free       | success       | success       | success               | success
      accept           | total 0    | success       | success       | success               | success
      accept           | status 0   | success       | success       | success               | success
      accept           | redirect 0 | success       | success       | success               | success
      reject           | free       | NOT_RETRYABLE | NOT_RETRYABLE | NOT_RETRYABLE         | NOT_RETRYABLE
      reject           | total 0    | NOT_RETRYABLE | NOT_RETRYABLE | NOT_RETRYABLE         | NOT_RETRYABLE
      reject           | status 0   | NOT_RETRYABLE | NOT_RETRYABLE | NOT_RETRYABLE         | NOT_RETRYABLE
      reject           | redirect 0 | NOT_RETRYABLE | NOT_RETRYABLE | NOT_RETRYABLE         | NOT_RETRYABLE
      follow           | free       | follow        | follow        | follow                | DEADLINE
      follow           | total 0    | follow        | follow        | follow                | DEADLINE
      follow           | status 0   | follow        | follow        | follow                | DEADLINE
      follow           | redirect 0 | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      again            | free       | follow        | follow        | follow                | DEADLINE
      again            | total 0    | follow        | follow        | follow                | DEADLINE
      again            | status 0   | follow        | follow        | follow                | DEADLINE
      again            | redirect 0 | follow        | follow        | follow                | DEADLINE
      retry            | free       | PT1S          | PT1S          | DEADLINE              | DEADLINE
      retry            | total 0    | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      retry            | status 0   | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      retry            | redirect 0 | PT1S          | PT1S          | DEADLINE              | DEADLINE
      retry at once    | free       | PT0S          | PT0S          | PT0S                  | DEADLINE
      retry at once    | total 0    | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      retry at once    | status 0   | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      retry at once    | redirect 0 | PT0S          | PT0S          | PT0S                  | DEADLINE
      server delay 2 s | free       | PT2S          | PT2S          | SERVER_DELAY_TOO_LONG | SERVER_DELAY_TOO_LONG
      server delay 2 s | total 0    | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      server delay 2 s | status 0   | EXHAUSTED     | EXHAUSTED     | EXHAUSTED             | EXHAUSTED
      server delay 2 s | redirect 0 | PT2S          | PT2S          | SERVER_DELAY_TOO_LONG | SERVER_DELAY_TOO_LONG
      """)
  void decides(
      String verdict, String limits, String none, String minute, String second, String passed) {
    assertThat(decide(call(limits), verdict)).isEqualTo(none);
    assertThat(decide(call(limits).deadline(Duration.ofMinutes(1)), verdict)).isEqualTo(minute);
    assertThat(decide(call(limits).deadline(Duration.ofSeconds(1)), verdict)).isEqualTo(second);
    assertThat(decide(call(limits).deadline(Duration.ZERO), verdict)).isEqualTo(passed);
  }

  private static Call call(String limits) {
    Backoff oneSecond = Backoff.constant(Duration.ofSeconds(1)).jitter(Jitter.none());
    return Call.with(RetryPolicy.of(Objects.requireNonNull(LIMITS.get(limits)), oneSecond));
  }

  private static String decide(Call call, String verdict) {
    return describe(call.next(Objects.requireNonNull(VERDICTS.get(verdict))));
  }

  private static String describe(Decision decision) {
    if (decision instanceof Decision.Retry retry) {
      return retry.delay().toString();
    }
    return decision instanceof Decision.Stop stop
        ? stop.why().name()
        : decision instanceof Decision.Follow ? "follow" : "success";
  }
}
