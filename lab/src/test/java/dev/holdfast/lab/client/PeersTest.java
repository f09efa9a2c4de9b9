/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures in the documentation of the other libraries. */
class PeersTest {

  private final World world = new World();
  private final List<Double> sent = new ArrayList<>();
  private final List<Boolean> ended = new ArrayList<>();
  private Answer answer = Answer.UNAVAILABLE;

  private Client client(String id) {
    Policy policy =
        Policies.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    Connections connections = new Connections(world, this::answer, 0, 10_000, World.SECOND);
    return policy.open(new Site(
        world,
        List.of(connections),
        new SplittableRandom(1),
        2 * World.SECOND,
        Site.Tuning.none()));
  }

  private void answer(Attempt attempt) {
    sent.add(world.nanoTime() / (double) World.SECOND);
    attempt.answer(answer);
  }

  private void call(Client client) {
    client.call(0, ended::add);
    world.runUntil(world.nanoTime() + 200 * World.SECOND);
  }

  @ParameterizedTest
  @CsvSource({
    "none, 1",
    "plain, 6",
    "urllib3, 6",
    "aws, 3",
    "grpc, 4",
    "envoy, 3",
    "polly, 4",
    "r4j, 3"
  })
  void oneCallThatFailsMakesThatManyAttempts(String policy, int attempts) {
    call(client(policy));

    assertThat(sent).hasSize(attempts);
    assertThat(ended).containsExactly(false);
  }

  @Test
  void urllib3WaitsTwiceItsFactorFromTheSecondRetryOn() {
    call(client("urllib3"));

    assertThat(sent).containsExactly(0.0, 0.0, 1.0, 3.0, 7.0, 15.0);
  }

  @ParameterizedTest
  @CsvSource({"urllib3, 20", "polly, 20", "r4j, 0.5"})
  void theToldCallWaitsWhereItIsHeard(String policy, double second) {
    answer = Answer.retryAfter(503, 20);

    call(client(policy));

    assertThat(sent.get(1)).isEqualTo(second);
  }

  @Test
  void awsHasThirtyFiveRetriesOfFourteenTokensAndGetsThemBackWhenTheyHelp() {
    Client client = client("aws");
    for (int i = 0; i < 50; i++) {
      call(client);
    }
    assertThat(sent).hasSize(50 + 500 / 14);

    answer = Answer.OK;
    for (int i = 0; i < 20; i++) {
      call(client);
    }
    sent.clear();
    answer = Answer.UNAVAILABLE;
    call(client);

    assertThat(sent).as("10 tokens were left and 20 successes gave 20").hasSize(3);
  }

  @Test
  void grpcStopsRetryingWhenHalfOfItsTokensAreGone() {
    Client client = client("grpc");
    call(client);
    call(client);
    sent.clear();

    call(client);

    assertThat(sent).hasSize(1);
  }

  @Test
  void pollysBreakerOpensAtATenthOfAHundredAndLetsOneThroughAfterFiveSeconds() {
    Client client = client("polly");
    answer = Answer.OK;
    for (int i = 0; i < 91; i++) {
      client.call(0, ended::add);
    }
    answer = Answer.UNAVAILABLE;
    for (int i = 0; i < 20; i++) {
      client.call(0, ended::add);
    }
    assertThat(sent).as("the eleventh failure is a tenth of all").hasSize(102);
    sent.clear();

    answer = Answer.OK;
    world.runUntil(5 * World.SECOND);
    client.call(0, ended::add);

    assertThat(sent).isNotEmpty();
    assertThat(ended.get(ended.size() - 1)).isTrue();
  }

  @Test
  void resilience4jOpensWhenHalfOfAHundredFailed() {
    Client client = client("r4j");
    answer = Answer.OK;
    for (int i = 0; i < 50; i++) {
      client.call(0, ended::add);
    }
    answer = Answer.UNAVAILABLE;
    for (int i = 0; i < 60; i++) {
      client.call(0, ended::add);
    }

    assertThat(sent).hasSize(100);
  }

  @Test
  void finagleHasAHundredInReserveAndAFifthOfTheRequests() {
    Client client = client("finagle");
    for (int i = 0; i < 100; i++) {
      client.call(0, ended::add);
    }

    world.runUntil(World.SECOND);

    assertThat(sent).as("100 calls, 100 in reserve, 20 from the calls").hasSizeBetween(215, 220);
  }
}
