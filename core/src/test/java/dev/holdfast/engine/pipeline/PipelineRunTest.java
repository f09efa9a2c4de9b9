/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.limit.Bulkhead;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineRunTest {

  private final Bulkhead places = new Bulkhead("db", ConcurrencyLimit.fixed(1), new FakeTime());

  /** Exceptions that a caller's own policy may throw. */
  enum Thrown {
    EXCEPTION,
    ERROR;

    void now() {
      if (this == ERROR) {
        throw new AssertionError("broken");
      }
      throw new IllegalStateException("broken");
    }
  }

  private static Guard broken(Thrown thrown) {
    return new Guard() {
      @Override
      public Admission admit() {
        return Admission.Granted.at((ending, elapsed) -> thrown.now());
      }

      @Override
      public String describe() {
        return "broken";
      }
    };
  }

  private static Budget brokenBudget(Thrown thrown) {
    return new Budget() {
      @Override
      public boolean tryAcquire() {
        return true;
      }

      @Override
      public void deposit() {
        thrown.now();
      }

      @Override
      public String describe() {
        return "broken";
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  @Tag("I10")
  void aPermitThatThrowsKeepsNoPlaceOfAnother(Thrown thrown) {
    PipelineRun entry = Pipeline.of(
            Budget.unlimited(), List.of(places, broken(thrown), broken(thrown)))
        .enter(Deadline.none());
    assertThat(entry.next()).isEqualTo(PipelineRun.Step.Enter.NOW);
    assertThat(places.inFlight()).isOne();

    assertThatThrownBy(() -> entry.close(Ending.SUCCEEDED)).hasMessage("broken");

    assertThat(places.inFlight()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("I10")
  void aBudgetThatThrowsKeepsNoPlace(Thrown thrown) {
    PipelineRun entry = Pipeline.of(brokenBudget(thrown), List.of(places)).enter(Deadline.none());
    assertThat(entry.next()).isEqualTo(PipelineRun.Step.Enter.NOW);

    assertThatThrownBy(() -> entry.close(Ending.SUCCEEDED)).hasMessage("broken");

    assertThat(places.inFlight()).isZero();
  }

  @Test
  void endsOnce() {
    PipelineRun entry = Pipeline.of(Budget.unlimited(), List.of(places)).enter(Deadline.none());
    entry.next();

    entry.close(Ending.SUCCEEDED);
    entry.close(Ending.FAILED);
    entry.abandon();

    assertThat(places.inFlight()).isZero();
  }
}
