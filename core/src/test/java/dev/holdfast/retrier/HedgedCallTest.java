/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static dev.holdfast.retrier.Blocks.DELAY;
import static dev.holdfast.retrier.Blocks.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.Origins;
import dev.holdfast.budget.Budget;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.latency.Hedge;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A blocking call with a second attempt on another thread beside a slow first one. */
@Timeout(20)
class HedgedCallTest {

  private final FakeTime time = new FakeTime();
  private final Blocks blocks = new Blocks(time);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void leavesNothingBehind() {
    blocks.close();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(time.pendingTimers()).isZero();
  }

  private RetrierBuilder hedging() {
    return Retrier.builder()
        .time(time)
        .executor(blocks.executor())
        .pipeline(Origins.open(
                Safeguards.builder().hedge(Hedge.after(DELAY)).build(),
                "place",
                time,
                new Random(1),
                LimitStore.unshared(time))
            .pipeline());
  }

  private RetryListener listener() {
    Thread caller = Thread.currentThread();
    return new RetryListener() {
      private void hear(String event) {
        heard.add(event + (Thread.currentThread() == caller ? "" : " elsewhere"));
      }

      @Override
      public void beforeAttempt(int attempt) {
        hear("before attempt " + attempt);
      }

      @Override
      public void hedged(int attempt, String words) {
        hear("hedge " + words);
      }

      @Override
      public void afterAttempt(AttemptRecord attempt) {
        hear("after attempt " + attempt.number() + ", " + attempt.notes());
      }
    };
  }

  private String call() throws Exception {
    return hedging().build().call(blocks);
  }

  @Test
  void aQuickAnswerIsNotHedged() throws Exception {
    blocks.of(() -> "first");

    assertThat(call()).isEqualTo("first");
    blocks.passes(Duration.ofMinutes(1));
    assertThat(blocks.begun()).isEqualTo(1);
  }

  @Test
  void theSecondWinsAndTheCallersThreadIsTakenOutOfTheFirst() throws Exception {
    blocks.of(blocks.onceDue(blocks::hang), () -> "second");

    assertThat(call()).isEqualTo("second");
    assertThat(blocks.firstWoken.getCount()).isZero();
  }

  @Test
  void theFirstWinsAndTheSecondIsInterrupted() throws Exception {
    blocks.of(blocks.besideSecond(() -> "first"), blocks::hang);

    assertThat(call()).isEqualTo("first");
    blocks.secondWoken.await();
  }

  @Test
  void whatTheFirstGivesOnceTheSecondHasWonIsDropped() throws Exception {
    blocks.of(
        blocks.onceDue(() -> {
          try {
            return blocks.hang();
          } catch (InterruptedException tooLate) {
            return "first";
          }
        }),
        () -> "second");

    assertThat(call()).isEqualTo("second");
  }

  @Test
  void aFirstThatFailsHasItsThreadWaitForTheSecond() throws Exception {
    blocks.of(blocks.besideSecond(fails("first")), blocks.afterFirst(() -> "second"));

    assertThat(call()).isEqualTo("second");
    assertThat(blocks.begun()).isEqualTo(2);
  }

  @Test
  void aSecondThatFailsLeavesTheFirstAlone() throws Exception {
    blocks.of(blocks.afterSecond(() -> "first"), fails("second"));

    assertThat(call()).isEqualTo("first");
    assertThat(blocks.begun()).isEqualTo(2);
  }

  @Test
  void ifBothFailTheCallIsRetriedOnceAndTheHistorySaysWhy() throws Exception {
    blocks.of(blocks.afterSecond(fails("first")), fails("second"), fails("third"));

    Throwable thrown = catchThrowable(() -> hedging().total(1).build().call(blocks));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("third");
    assertThat(blocks.begun()).isEqualTo(3);
    assertThat(Retrier.attempts(thrown))
        .extracting(AttemptRecord::notes)
        .containsExactly(List.of("hedge after 50 ms: failed first"), List.of());
  }

  @Test
  void ofTwoFailuresTheLastCounts() {
    blocks.of(blocks.besideSecond(fails("first")), blocks.afterFirst(fails("second")));

    Throwable thrown = catchThrowable(() -> hedging().total(0).build().call(blocks));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("second");
  }

  @Test
  void aFailureOfTheFirstThatStaysEndsBoth() throws Exception {
    blocks.of(
        blocks.besideSecond(() -> {
          throw new IllegalArgumentException("first");
        }),
        blocks::hang);

    assertThat(catchThrowable(this::call)).hasMessage("first");
    blocks.secondWoken.await();
  }

  @Test
  void aFailureOfTheSecondThatStaysEndsBoth() {
    blocks.of(blocks.onceDue(blocks::hang), () -> {
      throw new IllegalArgumentException("second");
    });

    assertThat(catchThrowable(this::call)).hasMessage("second");
    assertThat(blocks.firstWoken.getCount()).isZero();
  }

  @Test
  void aResultThatIsNotAcceptableWaitsForTheOther() throws Exception {
    blocks.of(blocks.besideSecond(() -> ""), blocks.afterFirst(() -> "second"));

    Retrier retrier = hedging().retryOn(RetryCondition.onResult(""::equals)).build();

    assertThat(retrier.call(blocks)).isEqualTo("second");
  }

  @Test
  void listenersHearOfTheSecondOnTheCallersThreadBeforeTheAttemptEnds() throws Exception {
    blocks.of(blocks.onceDue(blocks::hang), () -> "second");

    hedging().listener(listener()).build().call(blocks);

    assertThat(heard)
        .containsExactly(
            "before attempt 1",
            "hedge after 50 ms: won",
            "after attempt 1, [hedge after 50 ms: won]");
  }

  @Test
  void aSecondWhoseThreadSomebodyInterruptsIsNotTheCallersAffair() throws Exception {
    blocks.of(blocks.afterSecond(() -> "first"), () -> {
      throw new InterruptedException("the pool is shut down");
    });

    assertThat(call()).isEqualTo("first");
  }

  @Test
  void aSecondWhoseThreadSomebodyInterruptsLeavesTheFirstFailureInPlace() {
    blocks.of(blocks.besideSecond(fails("first")), blocks.afterFirst(() -> {
      throw new InterruptedException("the pool is shut down");
    }));

    Throwable thrown = catchThrowable(() -> hedging().total(0).build().call(blocks));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("first");
  }

  @Test
  void aGuardThatBreaksAtTheEndOfAPairBreaksTheCall() {
    blocks.of(blocks.onceDue(blocks::hang), () -> "second");
    Pipeline broken = Pipeline.of(Budget.unlimited(), List.of(new BreakingGuard()))
        .with(hedging().build().options().pipeline().timing());

    Throwable thrown = catchThrowable(() -> hedging().pipeline(broken).build().call(blocks));

    assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("permit");
    assertThat(blocks.firstWoken.getCount()).isZero();
  }

  private static final class BreakingGuard implements Guard {
    @Override
    public Admission admit() {
      return Admission.freely();
    }

    @Override
    public Admission admitHedge() {
      return Admission.Granted.at((ending, nanos) -> {
        throw new IllegalStateException("permit");
      });
    }

    @Override
    public String describe() {
      return "breaking";
    }
  }

  @Test
  void theInterruptNeverReachesTheNextTaskOfItsThread() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    blocks.of(blocks.besideSecond(() -> "first"), blocks::hang);

    assertThat(hedging().executor(one).build().call(blocks)).isEqualTo("first");
    assertThat(one.submit(Thread::interrupted).get()).isFalse();
    assertThat(blocks.secondWoken.getCount()).isZero();
    one.shutdown();
  }

  @Test
  void withoutAnExecutorOfTheCallersItRunsOnADaemonThreadOfItsOwn() throws Exception {
    AtomicReference<Thread> ran = new AtomicReference<>();
    Retrier retrier = Retrier.builder()
        .time(time)
        .pipeline(hedging().build().options().pipeline())
        .build();
    blocks.of(blocks.onceDue(blocks::hang), () -> {
      ran.set(Thread.currentThread());
      return "second";
    });

    assertThat(retrier.call(blocks)).isEqualTo("second");
    assertThat(ran.get()).matches(Thread::isDaemon).asString().contains("holdfast-hedge-");
  }

  @Test
  void anExecutorThatWouldBlockTheTimersThreadGetsNoSecond() throws Exception {
    blocks.of(blocks.onceDue(() -> "first"));

    Retrier retrier = hedging().executor(Runnable::run).listener(listener()).build();

    assertThat(retrier.call(blocks)).isEqualTo("first");
    assertThat(heard).contains("hedge after 50 ms: not sent, no thread takes it");
  }

  @Test
  void whatGoesThroughCallIsHedgedToo() throws Exception {
    blocks.of(blocks.onceDue(blocks::hang), () -> "second");
    Supplier<String> supplier = () -> {
      try {
        return blocks.call();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    };

    Supplier<?> proxy = hedging().build().proxy(Supplier.class, supplier);

    assertThat(proxy.get()).isEqualTo("second");
  }
}
