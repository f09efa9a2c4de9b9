/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.verification.LongRuns;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs several calls in one session that share a retry budget, a cooldown and a circuit breaker, on
 * a virtual clock, and compares them with a reference model. One saga is replayed with
 * {@code -Dholdfast.saga=SEED}.
 */
class SagaTest {

  private static final int SAGAS =
      Integer.getInteger("holdfast.sagas", LongRuns.count(200, 2_000, 500_000));

  @Test
  @Tag("I1")
  @Tag("I6")
  @Tag("I7")
  @Tag("I9")
  void everyCallEndsAsTheModelOfWhatIsSharedSays() {
    seeds().forEach(seed -> {
      Saga saga = Saga.tell(seed);
      if (!SagaVerdicts.complaints(saga, Play.Mode.BLOCKING).isEmpty()) {
        fail(SagaVerdicts.report(saga));
      }
    });
  }

  @Test
  @Tag("I18")
  void bothModesShareAlike() {
    seeds()
        .forEach(seed -> assertThat(SagaVerdicts.differences(Saga.tell(seed)))
            .as("-Dholdfast.saga=%d: %s", seed, Saga.tell(seed))
            .isEmpty());
  }

  private static LongStream seeds() {
    Long only = Long.getLong("holdfast.saga");
    return only == null ? LongStream.rangeClosed(1, SAGAS) : LongStream.of(only);
  }
}
