/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The one test of Holdfast's promise that a call ends: at its deadline, on an interrupt and when
 * the session is closed, wherever it hangs. Real time, so few cases and generous bounds; the
 * figures are printed for whoever wants to know how close it is.
 */
class EveryPhaseEndsTest {

  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final long BOUND_MILLIS = 250;

  @ParameterizedTest
  @Tag("I1")
  @EnumSource(Hang.class)
  void atItsDeadline(Hang hang) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      Request request = stuck.request().deadline(DEADLINE);

      long start = System.nanoTime();
      DeadlineExceededException e = catchThrowableOfType(
          DeadlineExceededException.class, () -> stuck.session().request(request));
      long overshoot =
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - DEADLINE.toMillis();

      report("deadline", hang, overshoot);
      assertThat(e).isNotNull();
      assertThat(overshoot).isLessThan(BOUND_MILLIS);
    }
  }

  @ParameterizedTest
  @Tag("E01")
  @EnumSource(Hang.class)
  void onAnInterruptWithTheFlagKept(Hang hang) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      HangingCall call = HangingCall.start(stuck.session(), stuck.request());
      call.letItHang();

      long start = System.nanoTime();
      call.interrupt();
      RequestException e = call.end();

      report("interrupt", hang, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      assertThat(e).isInstanceOf(CancelledException.class);
      assertThat(call.flagKept()).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
    }
  }

  @ParameterizedTest
  @Tag("E07")
  @EnumSource(Hang.class)
  void whenTheSessionIsClosed(Hang hang) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      HangingCall call = HangingCall.start(stuck.session(), stuck.request());
      call.letItHang();

      long start = System.nanoTime();
      stuck.session().close();
      RequestException e = call.end();

      report("close", hang, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      assertThat(e).isInstanceOf(CancelledException.class);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
    }
  }

  private static void report(String what, Hang hang, long millis) {
    System.getLogger("dev.holdfast.test")
        .log(System.Logger.Level.INFO, "{0} in {1}: {2} ms late", what, hang, millis);
  }
}
