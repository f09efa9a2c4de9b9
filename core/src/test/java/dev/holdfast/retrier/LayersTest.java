/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Origins;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Services that call services, each of which retries. */
class LayersTest {

  private static final int CALLS = 1_000;

  private final FakeTime time = new FakeTime();
  private int attempts;

  private String down() {
    attempts++;
    throw new IllegalStateException("down");
  }

  private Supplier<String> layer(Pipeline pipeline, Supplier<String> next) {
    Retrier retrier = Retrier.builder()
        .time(time)
        .random(new PinnedRandom(0))
        .total(3)
        .retryOn(RetryCondition.onException(IllegalStateException.class))
        .pipeline(pipeline)
        .build();
    return () -> retrier.get(next);
  }

  private Pipeline budget() {
    return Origins.open(
            Safeguards.defaults(), "next", time, new PinnedRandom(0), LimitStore.unshared(time))
        .pipeline();
  }

  private int attemptsOf(Supplier<String> call) {
    Retrier once = Retrier.builder().time(time).total(0).build();
    for (int i = 0; i < CALLS; i++) {
      time.advance(Duration.ofMillis(100).toNanos());
      assertThat(once.callOrElse(call::get, failure -> "failed")).isEqualTo("failed");
    }
    return attempts;
  }

  @Test
  void withoutABudgetThreeLayersOfFourAttemptsMakeSixtyFour() {
    Supplier<String> call =
        layer(Pipeline.none(), layer(Pipeline.none(), layer(Pipeline.none(), this::down)));

    assertThat(attemptsOf(call)).isEqualTo(64 * CALLS);
  }

  @Tag("A10")
  @Test
  void withABudgetInEachLayerTheyAddLessThanFourTenths() {
    Supplier<String> call = layer(budget(), layer(budget(), layer(budget(), this::down)));

    assertThat(attemptsOf(call)).isBetween(CALLS, CALLS * 14 / 10);
  }
}
