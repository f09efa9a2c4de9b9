/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.lab.sim.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private final World world = new World();
  private final List<Attempt> received = new ArrayList<>();
  private final List<Answer> told = new ArrayList<>();
  private final Connections connections = new Connections(world, received::add, 0, 1, 10);

  private Attempt send() {
    return connections.send(100, told::add);
  }

  @Test
  void theNextInLineGetsTheConnectionThatIsFree() {
    send();
    send();
    assertThat(received).hasSize(1);

    assertThat(received.get(0).answer(Answer.OK)).isTrue();

    assertThat(received).hasSize(2);
    assertThat(told).containsExactly(Answer.OK);
  }

  @Test
  void whatWaitsTooLongForAConnectionIsNotSent() {
    send();
    send();

    world.runUntil(10);
    received.get(0).answer(Answer.OK);

    assertThat(received).hasSize(1);
    assertThat(told).containsExactly(Answer.NO_CONNECTION, Answer.OK);
  }

  @Test
  void anAnswerAfterTheTimeoutReachesNoOneAndTheConnectionIsFree() {
    send();

    world.runUntil(100);

    assertThat(told).containsExactly(Answer.TIMED_OUT);
    assertThat(received.get(0).answer(Answer.OK)).isFalse();
    send();
    assertThat(received).hasSize(2);
  }

  @Test
  void aCancelledAttemptIsToldItsEndOnceAndFreesItsConnection() {
    Attempt attempt = send();

    attempt.cancel();
    attempt.cancel();
    send();

    assertThat(told).containsExactly(Answer.CANCELLED);
    assertThat(received).hasSize(2);
  }
}
