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
import dev.holdfast.http.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
      Call call = Call.start(stuck.session(), stuck.request());
      call.letItHang();

      long start = System.nanoTime();
      call.thread.interrupt();
      RequestException e = call.end.get(10, TimeUnit.SECONDS);

      report("interrupt", hang, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      assertThat(e).isInstanceOf(CancelledException.class);
      assertThat(call.flagKept).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
    }
  }

  @ParameterizedTest
  @Tag("E07")
  @EnumSource(value = Hang.class, names = "BACKOFF", mode = EnumSource.Mode.EXCLUDE)
  void whenTheSessionIsClosed(Hang hang) throws Exception {
    try (Hang.Stuck stuck = hang.set()) {
      Call call = Call.start(stuck.session(), stuck.request());
      call.letItHang();

      long start = System.nanoTime();
      stuck.session().close();
      RequestException e = call.end.get(10, TimeUnit.SECONDS);

      report("close", hang, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      assertThat(e).isInstanceOf(CancelledException.class);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
    }
  }

  private static void report(String what, Hang hang, long millis) {
    System.getLogger("dev.holdfast.test")
        .log(System.Logger.Level.INFO, "{0} in {1}: {2} ms late", what, hang, millis);
  }

  /** A call on a thread of its own. */
  private static final class Call {
    private final CompletableFuture<RequestException> end = new CompletableFuture<>();
    private final AtomicBoolean flagKept = new AtomicBoolean();
    private final Thread thread;

    private Call(Session session, Request request) {
      thread = new Thread(
          () -> {
            try {
              session.request(request);
              end.completeExceptionally(new AssertionError("the call succeeded"));
            } catch (RequestException e) {
              flagKept.set(Thread.currentThread().isInterrupted());
              end.complete(e);
            }
          },
          "call");
    }

    static Call start(Session session, Request request) {
      Call call = new Call(session, request);
      call.thread.start();
      return call;
    }

    /** There is no event to wait for when nothing happens: a short real wait it must be. */
    void letItHang() {
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
    }
  }
}
