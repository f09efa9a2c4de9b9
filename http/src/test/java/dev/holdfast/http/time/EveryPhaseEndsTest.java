/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The one test of Holdfast's promise that a call ends: at its deadline, on an interrupt and when
 * the session is closed, wherever it hangs. Real time, so few cases and generous bounds; the
 * figures that are printed say how close it is.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryPhaseEndsTest {

  private static final Duration DEADLINE = Duration.ofMillis(300);

  /** Far below the minute for which everything hangs, far above what a busy machine adds. */
  private static final long BOUND_MILLIS = 10_000;

  static Stream<Arguments> inBothModes() {
    return everywhere(Mode.BLOCKING, Mode.ASYNC);
  }

  static Stream<Arguments> onTheCallersThread() {
    return everywhere(Mode.BLOCKING, Mode.WAITING);
  }

  private static Stream<Arguments> everywhere(Mode... modes) {
    return Stream.of(modes)
        .flatMap(mode -> Stream.of(Hang.values()).map(hang -> arguments(hang, mode)));
  }

  @ParameterizedTest
  @Tag("I1")
  @MethodSource("inBothModes")
  void atItsDeadline(Hang hang, Mode mode) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      Request request = stuck.request().deadline(DEADLINE);

      long start = System.nanoTime();
      DeadlineExceededException e = catchThrowableOfType(
          DeadlineExceededException.class, () -> mode.request(stuck.session(), request));
      long overshoot =
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - DEADLINE.toMillis();

      report("deadline", hang, mode, overshoot);
      assertThat(e).isNotNull();
      assertThat(overshoot).isLessThan(BOUND_MILLIS);
    }
  }

  @ParameterizedTest
  @Tag("E01")
  @MethodSource("onTheCallersThread")
  void onAnInterruptWithTheFlagKept(Hang hang, Mode mode) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      HangingCall call = HangingCall.start(mode, stuck.session(), stuck.request());
      call.letItHang();

      long start = System.nanoTime();
      call.interrupt();
      RequestException e = call.end();

      report("interrupt", hang, mode, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      assertThat(e).isInstanceOf(CancelledException.class);
      assertThat(call.flagKept()).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
    }
  }

  @ParameterizedTest
  @Tag("E07")
  @MethodSource("inBothModes")
  void whenTheSessionIsClosed(Hang hang, Mode mode) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      HangingCall call = HangingCall.start(mode, stuck.session(), stuck.request());
      call.letItHang();

      long start = System.nanoTime();
      stuck.session().close();
      RequestException e = call.end();

      report("close", hang, mode, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      assertThat(e).isInstanceOf(CancelledException.class);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
    }
  }

  private static void report(String what, Hang hang, Mode mode, long millis) {
    System.getLogger("dev.holdfast.test")
        .log(System.Logger.Level.INFO, "{0} in {1}, {2}: {3} ms late", what, hang, mode, millis);
  }
}
