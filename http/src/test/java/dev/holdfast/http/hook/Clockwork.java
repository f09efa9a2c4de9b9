/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;

/** Moves a virtual clock on, in steps, for code that sets its timers at no certain moment. */
final class Clockwork {

  private static final int QUICK_STEPS = 200;
  private static final int STEPS = 1_000;

  private Clockwork() {}

  /**
   * Ten seconds of virtual time, in two or so tenths of a second; and more, more slowly, for a busy
   * machine.
   */
  static void start(VirtualTime time) {
    Thread thread = new Thread(() -> {
      for (int i = 0; i < STEPS; i++) {
        time.advance(Duration.ofMillis(50));
        try {
          Thread.sleep(i < QUICK_STEPS ? 1 : 20);
        } catch (InterruptedException e) {
          return;
        }
      }
    });
    thread.setDaemon(true);
    thread.start();
  }
}
