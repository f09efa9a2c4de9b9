/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How late calls end that hang, in every phase, on an idle machine and with every core busy. Not
 * part of the build, since it takes minutes and its figures mean something on a quiet machine only;
 * {@code docs/faults.md} has the command.
 */
class OverrunMeasurement {

  private static final int ROUNDS = Integer.getInteger("holdfast.rounds", 10);
  /** As many connections to one origin as a session has by default. */
  private static final int MANY = 64;

  private static final Duration DEADLINE = Duration.ofMillis(300);

  /** What ends the call. */
  private enum End {
    DEADLINE {
      @Override
      long nanosLate(Mode mode, Hang.Stuck stuck) throws Exception {
        Request request = stuck.request().deadline(OverrunMeasurement.DEADLINE);
        long start = System.nanoTime();
        assertThat(HangingCall.start(mode, stuck.session(), request).end()).isNotNull();
        return System.nanoTime() - start - OverrunMeasurement.DEADLINE.toNanos();
      }
    },
    INTERRUPT {
      @Override
      long nanosLate(Mode mode, Hang.Stuck stuck) throws Exception {
        // A blocking call that waits for the asynchronous transport can be interrupted.
        Mode interrupted = mode == Mode.ASYNC ? Mode.WAITING : mode;
        HangingCall call = HangingCall.start(interrupted, stuck.session(), stuck.request());
        call.letItHang();
        long start = System.nanoTime();
        call.interrupt();
        return ended(call.end(), start);
      }
    },
    CLOSE {
      @Override
      long nanosLate(Mode mode, Hang.Stuck stuck) throws Exception {
        HangingCall call = HangingCall.start(mode, stuck.session(), stuck.request());
        call.letItHang();
        long start = System.nanoTime();
        stuck.session().close();
        return ended(call.end(), start);
      }
    };

    abstract long nanosLate(Mode mode, Hang.Stuck stuck) throws Exception;

    private static long ended(RequestException how, long start) {
      long late = System.nanoTime() - start;
      assertThat(how).isNotNull();
      return late;
    }
  }

  @Test
  void printsHowLateCallsEnd() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    StringBuilder tables = new StringBuilder();
    for (Mode mode : List.of(Mode.BLOCKING, Mode.ASYNC)) {
      tables.append(table(mode, "idle", 50));
      List<Thread> busy = spin(cores);
      tables.append(table(mode, cores + " cores busy", 150));
      busy.forEach(Thread::interrupt);
    }

    System.getLogger("dev.holdfast.test").log(System.Logger.Level.INFO, tables.toString());
  }

  private static String table(Mode mode, String load, int limitMillis) throws Exception {
    StringBuilder table = new StringBuilder(String.format(
        "%nLate by, in ms, %s, %s: most of %d rounds (limit %d)%n%-14s %9s %9s %9s%n",
        mode, load, ROUNDS, limitMillis, "phase", "deadline", "interrupt", "close"));
    for (Hang hang : Hang.values()) {
      table.append(String.format("%-14s", hang));
      for (End end : End.values()) {
        table.append(String.format(" %9.1f", most(mode, hang, end) / 1e6));
      }
      table.append(System.lineSeparator());
    }
    return table.append(closingMany(mode)).toString();
  }

  /** How long it takes to close a session until the last of many hanging calls has ended. */
  private static String closingMany(Mode mode) throws Exception {
    long most = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      try (Hang.Stuck stuck = Hang.NO_RESPONSE.set()) {
        List<HangingCall> calls = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
          calls.add(HangingCall.start(mode, stuck.session(), stuck.request()));
        }
        calls.get(0).letItHang();
        long start = System.nanoTime();
        stuck.session().close();
        for (HangingCall call : calls) {
          call.end();
        }
        most = round == 0 ? 0 : Math.max(most, System.nanoTime() - start);
      }
    }
    return String.format("the last of %d calls after closing %12.1f%n", MANY, most / 1e6);
  }

  /** The first round only warms up. */
  private static long most(Mode mode, Hang hang, End end) throws Exception {
    long most = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      try (Hang.Stuck stuck = hang.set()) {
        long late = end.nanosLate(mode, stuck);
        most = round == 0 ? 0 : Math.max(most, late);
      }
    }
    return most;
  }

  private static List<Thread> spin(int cores) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < cores; i++) {
      Thread thread = new Thread(OverrunMeasurement::burn, "busy-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    TimeUnit.MILLISECONDS.sleep(200);
    return threads;
  }

  private static void burn() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }
}
