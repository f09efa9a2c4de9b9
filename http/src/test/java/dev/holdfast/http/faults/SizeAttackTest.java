/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Mode;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session with its default limits meets answers without end. Prints the largest heap while it
 * did; with {@code -Djvm.options=-Xmx64m} it shows that 64 MiB are enough.
 */
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class SizeAttackTest {

  /** The default of {@code maxBodySize}, and what may lie in the buffers of both kernels. */
  private static final long MOST_SENT = (16L << 20) + (12L << 20);

  private final Mode mode;

  SizeAttackTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @EnumSource(SizeAttack.class)
  @Tag("H10")
  @Tag("H18")
  @Tag("B14")
  @Tag("B15")
  @Tag("B16")
  @Tag("B17")
  @Tag("B18")
  @Tag("B19")
  @Tag("B20")
  @Tag("F05")
  void endsAtALimitAndInOneAttempt(SizeAttack attack) {
    try (FaultServer server = FaultServer.start(attack.step());
        Session session = Session.create();
        HeapWatch heap = HeapWatch.start()) {
      RequestException failure =
          catchThrowableOfType(RequestException.class, () -> mode.get(session, server.url("/")));

      report(attack, server.bytesSent(), heap.most());
      assertThat(failure.category()).isEqualTo(attack.category());
      assertThat(failure.attempts()).hasSize(1);
      assertThat(server.bytesSent()).isLessThan(MOST_SENT);
    }
  }

  private static void report(SizeAttack attack, long bytesSent, long peak) {
    System.getLogger("dev.holdfast.test")
        .log(
            System.Logger.Level.INFO,
            String.format(
                "%-26s server sent %6.1f MiB, heap at most %5.1f of %d MiB",
                attack,
                bytesSent / 1_048_576.0,
                peak / 1_048_576.0,
                Runtime.getRuntime().maxMemory() >> 20));
  }
}
