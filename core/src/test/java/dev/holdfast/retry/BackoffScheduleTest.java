/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static dev.holdfast.engine.Call.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The delays before jitter: every schedule as a table. */
class BackoffScheduleTest {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final Map<String, Backoff> BACKOFFS = Map.ofEntries(
      Map.entry("none", Backoff.none()),
      Map.entry("exponential", plain(Backoff.exponential(Duration.ofMillis(500)))),
      Map.entry(
          "exponential delayed",
          plain(Backoff.exponential(Duration.ofMillis(500)).firstRetryDelayed())),
      Map.entry(
          "exponential capped",
          plain(Backoff.exponential(Duration.ofSeconds(1)).max(Duration.ofSeconds(5)))),
      Map.entry("base beyond the default cap", plain(Backoff.exponential(Duration.ofMinutes(5)))),
      Map.entry("urllib3", Backoff.urllib3(0.5)),
      Map.entry("urllib3 of nothing", Backoff.urllib3(0)),
      Map.entry("urllib3 capped below its base", Backoff.urllib3(2, Duration.ofSeconds(1))),
      Map.entry("constant", plain(Backoff.constant(Duration.ofSeconds(2)))),
      Map.entry(
          "constant immediate",
          plain(Backoff.constant(Duration.ofSeconds(2)).firstRetryImmediate())),
      Map.entry("linear", plain(Backoff.linear(Duration.ofSeconds(3)))),
      Map.entry("fibonacci", plain(Backoff.fibonacci(Duration.ofSeconds(1)))),
      Map.entry(
          "list",
          Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofSeconds(3))),
      Map.entry(
          "list capped",
          Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(7)).max(Duration.ofSeconds(5))));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', textBlock = """
      none                          | PT0S PT0S PT0S
      exponential                   | PT0S PT0.5S PT1S PT2S PT4S PT8S PT16S PT32S PT1M4S PT2M PT2M
      exponential delayed           | PT0.5S PT1S PT2S PT4S PT8S PT16S PT32S PT1M4S PT2M PT2M
      exponential capped            | PT0S PT1S PT2S PT4S PT5S PT5S
      base beyond the default cap   | PT0S PT5M PT5M
      urllib3                       | PT0S PT1S PT2S PT4S PT8S PT16S PT32S PT1M4S PT2M PT2M
      urllib3 of nothing            | PT0S PT0S PT0S
      urllib3 capped below its base | PT0S PT1S PT1S
      constant                      | PT2S PT2S PT2S
      constant immediate            | PT0S PT2S PT2S
      linear                        | PT3S PT6S PT9S PT12S
      fibonacci                     | PT1S PT1S PT2S PT3S PT5S PT8S PT13S PT21S PT34S PT55S PT1M29S PT2M
      list                          | PT1S PT7S PT3S PT3S PT3S
      list capped                   | PT1S PT5S PT5S
      """)
  void eachScheduleGivesItsDelaysRetryByRetry(String name, String durations) {
    Backoff backoff = backoff(name);
    List<Duration> expected =
        Arrays.stream(durations.split(" ")).map(Duration::parse).toList();

    List<Duration> delays = IntStream.rangeClosed(1, expected.size())
        .mapToObj(retry -> delay(backoff, retry))
        .toList();

    assertThat(delays).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 1_000_000, Integer.MAX_VALUE})
  @Tag("U06")
  void farRetriesWaitTheCapAndDoNotOverflow(int retry) {
    Duration base = Duration.ofMillis(500);

    for (Backoff growing : List.of(
        plain(Backoff.exponential(base)),
        plain(Backoff.exponential(base).firstRetryDelayed()),
        plain(Backoff.linear(base)),
        plain(Backoff.fibonacci(base)),
        Backoff.urllib3(0.001))) {
      assertThat(delay(growing, retry)).as("%s", growing).isEqualTo(Duration.ofMinutes(2));
    }
    assertThat(delay(plain(Backoff.constant(base)), retry)).isEqualTo(base);
    assertThat(delay(Backoff.list(base), retry)).isEqualTo(base);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 63, 64, 65, 92, 93, 10_000, 1_000_000, Integer.MAX_VALUE})
  @Tag("U06")
  void theLongestPossibleBaseSaturates(int retry) {
    for (Backoff backoff : List.of(
        plain(Backoff.exponential(LONGEST).firstRetryDelayed()),
        plain(Backoff.constant(LONGEST)),
        plain(Backoff.linear(LONGEST)),
        plain(Backoff.fibonacci(LONGEST)),
        Backoff.list(LONGEST))) {
      assertThat(delay(backoff, retry)).as("%s", backoff).isEqualTo(LONGEST);
    }
  }

  @ParameterizedTest(name = "retry {0}")
  @CsvSource({
    "62, 2305843009213693952", // 2^61
    "63, 4611686018427387904", // 2^62, the largest power of two that a long holds
    "64, 9223372036854775807", // 2^63 does not fit: the largest long
    "65, 9223372036854775807",
    "2147483647, 9223372036854775807",
  })
  void doublingStopsExactlyAtTheEndOfTheClock(int retry, long expected) {
    Backoff backoff =
        plain(Backoff.exponential(Duration.ofNanos(1)).firstRetryDelayed().max(LONGEST));

    assertThat(backoff.delayNanos(retry, 0, FAILED, new PinnedRandom(0))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "retry {0}")
  @CsvSource({
    "90, 2880067194370816120",
    "91, 4660046610375530309",
    "92, 7540113804746346429", // the largest Fibonacci number that a long holds
    "93, 9223372036854775807",
  })
  void fibonacciStopsExactlyAtTheEndOfTheClock(int retry, long expected) {
    Backoff backoff = plain(Backoff.fibonacci(Duration.ofNanos(1)).max(LONGEST));

    assertThat(backoff.delayNanos(retry, 0, FAILED, new PinnedRandom(0))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({"PT3S, PT3S", "PT0S, PT0S", "PT-5S, PT0S", "PT1H, PT2M"})
  void theOutcomesFunctionIsCappedAndNeverNegative(Duration given, Duration expected) {
    Backoff backoff = Backoff.fromOutcome(outcome -> given);

    assertThat(delay(backoff, 1)).isEqualTo(expected);
    assertThat(delay(backoff, Integer.MAX_VALUE)).isEqualTo(expected);
  }

  private static Backoff plain(Backoff backoff) {
    return backoff.jitter(Jitter.none());
  }

  private static Backoff backoff(String name) {
    Backoff backoff = BACKOFFS.get(name);
    assertThat(backoff).as(name).isNotNull();
    return backoff;
  }

  private static Duration delay(Backoff backoff, int retry) {
    return Duration.ofNanos(backoff.delayNanos(retry, 0, FAILED, new PinnedRandom(0.999)));
  }
}
