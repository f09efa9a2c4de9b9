/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.Phase;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhaseClockTest {

  private final VirtualTime time = VirtualTime.create();
  private final PhaseClock clock = new PhaseClock(time, time.nanoTime());

  @Test
  void leavesNoGapFromTheBeginningOfTheAttemptToItsEnd() {
    pass(1);
    clock.begin(Phase.POOL);
    pass(2);
    clock.begin(Phase.SEND);
    pass(3);
    clock.begin(Phase.HEAD);
    pass(4);
    clock.begin(Phase.BODY);
    pass(5);
    clock.end();

    assertThat(clock.timings()).hasToString("pool 3 s, send 3 s, head 4 s, body 5 s");
    assertThat(clock.endNanos()).isEqualTo(time.nanoTime());
  }

  @Test
  void addsUpAPhaseThatComesAgain() {
    clock.begin(Phase.POOL);
    pass(1);
    clock.begin(Phase.CONNECT);
    pass(2);
    clock.begin(Phase.POOL);
    pass(4);
    clock.begin(Phase.CONNECT);
    pass(8);
    clock.end();

    assertThat(clock.timings()).hasToString("pool 5 s, connect 10 s");
    assertThat(clock.timings().of(Phase.TLS)).isEmpty();
  }

  @Test
  void takesNoNoticeOfWhatIsToldAfterTheEnd() {
    clock.begin(Phase.HEAD);
    pass(1);
    clock.end();
    long end = time.nanoTime();

    pass(1);
    clock.begin(Phase.BODY);
    clock.begin(Phase.POOL);

    assertThat(clock.timings()).hasToString("head 1 s");
    assertThat(clock.endNanos()).isEqualTo(end);
  }

  private void pass(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }
}
