/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.throttle;

import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.throttle.AdaptiveThrottle;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private final FakeTime time = new FakeTime();
  private final Throttle throttle =
      new Throttle("api.example.com", AdaptiveThrottle.defaults(), time, new PinnedRandom(0.4));

  @Test
  void letsAllPassWhileHalfOfItSucceeds() {
    end(50, Ending.SUCCEEDED);
    end(50, Ending.FAILED);

    assertThat(throttle.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void letsAllPassWhileLittleWasTried() {
    end(9, Ending.FAILED);

    assertThat(throttle.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void refusesInProportionToWhatFails() {
    List<Permit> permits = permits(throttle, 99);
    permits.subList(0, 20).forEach(permit -> permit.close(Ending.SUCCEEDED, 1));
    permits.subList(20, 99).forEach(permit -> permit.close(Ending.FAILED, 1));

    Refusal refused = refused(throttle.admit());

    assertThat(refused.kind()).isEqualTo(Refusal.Kind.OVERLOADED);
    assertThat(refused.reason())
        .isEqualTo(
            "api.example.com is throttled: 20 of 99 succeeded in 30 s," + " so 59 % are not sent");
  }

  @Test
  void whatSaysNothingCountsForNothing() {
    end(9, Ending.FAILED);
    end(1000, Ending.IGNORED);
    end(1000, Ending.UNUSED);

    assertThat(throttle.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void aServerThatFailsAllSeesLessAndLessAndOneThatCanDoATenthSeesTwiceThat() {
    Random random = new Random(7);
    Throttle seeded = new Throttle("x", AdaptiveThrottle.defaults(), time, new Random(8));
    int sent = 0;
    for (int i = 0; i < 50_000; i++) {
      time.advance(Duration.ofMillis(10).toNanos());
      if (seeded.admit() instanceof Admission.Granted granted) {
        sent += i >= 25_000 ? 1 : 0;
        boolean good = random.nextInt(2) == 0 && i % 10 == 0;
        granted.permit().close(good ? Ending.SUCCEEDED : Ending.FAILED, 1);
      }
    }

    assertThat(sent / 25_000.0).isCloseTo(0.06, within(0.02));
  }

  @Test
  void letsOneAttemptPassInEach150thPartOfItsWindowWhateverFailed() {
    Throttle strict = new Throttle("x", AdaptiveThrottle.defaults(), time, new PinnedRandom(0));
    end(strict, 20, Ending.FAILED);
    int passed = 0;

    for (int part = 0; part < 150; part++) {
      for (int i = 0; i < 5; i++) {
        passed += strict.admit() instanceof Admission.Granted ? 1 : 0;
      }
      time.advance(Duration.ofMillis(200).toNanos());
    }

    assertThat(passed).isEqualTo(149);
  }

  @Test
  void threeSuccessesInARowAfterALongOutageLetAllPass() {
    Throttle strict = new Throttle("x", AdaptiveThrottle.defaults(), time, new PinnedRandom(0));
    end(strict, 9, Ending.FAILED);
    for (int i = 0; i < 300; i++) {
      time.advance(Duration.ofMillis(100).toNanos());
      if (strict.admit() instanceof Admission.Granted granted) {
        granted.permit().close(Ending.FAILED, 1);
      }
    }
    time.advance(Duration.ofMillis(200).toNanos());
    for (int proof = 0; proof < 3; proof++) {
      granted(strict.admit()).permit().close(Ending.SUCCEEDED, 1);
    }

    assertThat(strict.admit()).isInstanceOf(Admission.Granted.class);
    assertThat(strict.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void whatHangsSinceTheOutageDoesNotKeepItUp() {
    Throttle strict = new Throttle("x", AdaptiveThrottle.defaults(), time, new PinnedRandom(0));
    List<Permit> hang = permits(strict, 10);
    end(strict, 60, Ending.FAILED);
    time.advance(Duration.ofSeconds(5).toNanos());

    granted(strict.admit()).permit().close(Ending.SUCCEEDED, 1);
    hang.forEach(permit -> permit.close(Ending.FAILED, Duration.ofSeconds(5).toNanos()));
    granted(strict.admit()).permit().close(Ending.SUCCEEDED, 1);
    granted(strict.admit()).permit().close(Ending.SUCCEEDED, 1);

    assertThat(strict.admit()).isInstanceOf(Admission.Granted.class);
    assertThat(strict.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void ofAThousandCallsAtOnceThoseThatFailFirstSayNothingAboutTheOthers() {
    Throttle strict = new Throttle("x", AdaptiveThrottle.defaults(), time, new PinnedRandom(0));
    List<Permit> burst = permits(strict, 1000);
    burst.subList(0, 200).forEach(permit -> permit.close(Ending.FAILED, 1));

    assertThat(strict.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void whenAttemptsTakeLongToFailThoseInFlightCountForNothing() {
    Throttle strict = new Throttle("x", AdaptiveThrottle.defaults(), time, new PinnedRandom(0));
    List<Permit> burst = permits(strict, 1000);
    burst
        .subList(0, 20)
        .forEach(permit -> permit.close(Ending.FAILED, Duration.ofSeconds(1).toNanos()));

    assertThat(refused(strict.admit()).kind()).isEqualTo(Refusal.Kind.OVERLOADED);
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> new AdaptiveThrottle(1, Duration.ofSeconds(1), 1))
        .hasMessage("k: 1.0 (expected: > 1, <= 1000)");
    assertThatThrownBy(() -> new AdaptiveThrottle(2, Duration.ofSeconds(1), 0))
        .hasMessage("minimum: 0 (expected: >= 1)");
  }

  private void end(int times, Ending ending) {
    end(throttle, times, ending);
  }

  private static void end(Throttle which, int times, Ending ending) {
    permits(which, times).forEach(permit -> permit.close(ending, 1));
  }

  private static List<Permit> permits(Throttle which, int times) {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      permits.add(granted(which.admit()).permit());
    }
    return permits;
  }
}
