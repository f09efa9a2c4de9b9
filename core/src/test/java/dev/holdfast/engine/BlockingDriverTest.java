/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockingDriverTest {

  private static final Verdict FAILED = Verdict.retry(Counter.READ, "connection reset");
  private static final Verdict DONE = new Verdict.Accept("done");

  private final FakeTime time = new FakeTime();
  private final CallState state = CallState.start(time);
  private final List<String> calls = new ArrayList<>();

  /** Attempts whose verdicts come from a list; each call is recorded. */
  private final class ScriptedAttempts implements Attempts<String> {

    private final Deque<Verdict> script;

    ScriptedAttempts(Verdict... script) {
      this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public Outcome<String> attempt(CallState state) {
      calls.add("attempt " + state.attempts());
      return Outcome.of("value " + state.attempts());
    }

    @Override
    public Verdict judge(Outcome<String> outcome, CallState state) {
      calls.add("judge " + state.attempts());
      return script.remove();
    }

    @Override
    public void decided(Outcome<String> outcome, Decision decision, CallState state) {
      calls.add(decision.getClass().getSimpleName() + " after waits " + seconds(time.sleeps()));
    }
  }

  @Test
  void asksInOrderAndWaitsAfterTellingTheDecision() throws Exception {
    run(FAILED, FAILED, FAILED, DONE);

    assertThat(calls)
        .containsExactly(
            "attempt 1",
            "judge 1",
            "Retry after waits []",
            "attempt 2",
            "judge 2",
            "Retry after waits [0]",
            "attempt 3",
            "judge 3",
            "Retry after waits [0, 1]",
            "attempt 4",
            "judge 4",
            "Success after waits [0, 1, 2]");
  }

  @Test
  void returnsTheLastOutcomeAndTheDecisionThatEndedTheCall() throws Exception {
    BlockingDriver.Ended<String> ended = run(FAILED, DONE);

    assertThat(ended.outcome()).isEqualTo(Outcome.of("value 2"));
    assertThat(ended.decision()).isEqualTo(new Decision.Success("done"));
  }

  @Test
  void endsWithTheStopWhenRetriesAreUsedUp() throws Exception {
    BlockingDriver.Ended<String> ended = run(FAILED, FAILED, FAILED, FAILED);

    assertThat(ended.decision()).isInstanceOf(Decision.Stop.class);
    assertThat(ended.outcome()).isEqualTo(Outcome.of("value 4"));
    assertThat(state.attempts()).isEqualTo(4);
  }

  @Test
  void followsARedirectWithoutWaiting() throws Exception {
    run(new Verdict.Follow("302"), DONE);

    assertThat(time.sleeps()).isEmpty();
    assertThat(calls).contains("Follow after waits []", "attempt 2");
  }

  @Test
  void anInterruptEndsTheWaitAndMakesNoFurtherAttempt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(FAILED, DONE)).isInstanceOf(InterruptedException.class);

    assertThat(calls).containsExactly("attempt 1", "judge 1", "Retry after waits []");
    assertThat(Thread.interrupted()).isFalse();
  }

  private BlockingDriver.Ended<String> run(Verdict... verdicts) throws InterruptedException {
    RetryPolicy policy = RetryPolicy.of(RetryLimits.total(3), Call.SECONDS);
    RetryEngine engine = new RetryEngine(policy, new PinnedRandom(0));
    return new BlockingDriver(time).run(engine, new ScriptedAttempts(verdicts), state);
  }

  private static List<Long> seconds(List<Long> nanos) {
    return nanos.stream().map(n -> Duration.ofNanos(n).toSeconds()).toList();
  }
}
