/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static dev.holdfast.retrier.Blocks.DELAY;
import static dev.holdfast.retrier.Blocks.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.Origins;
import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.latency.Hedge;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.StopReason;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hedged blocking call that is ended from outside, in each of its phases. */
@Timeout(20)
class HedgedCallLimitsTest {

  private static final Duration LIMIT = Duration.ofMillis(100);

  private final FakeTime time = new FakeTime();
  private final Blocks blocks = new Blocks(time);
  private final CancelToken token = CancelToken.create();
  private final OriginPolicies origin = Origins.open(
      Safeguards.builder()
          .hedge(Hedge.after(DELAY))
          .breaker(BreakerPolicy.builder().minimumCalls(10).build())
          .concurrency(ConcurrencyLimit.fixed(2))
          .build(),
      "place",
      time,
      new Random(1),
      LimitStore.unshared(time));

  @AfterEach
  void leavesNothingBehind() throws InterruptedException {
    if (blocks.begun() > 1) {
      blocks.secondOver.await();
    }
    blocks.close();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(time.pendingTimers()).isZero();
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
  }

  private RetrierBuilder hedging() {
    return Retrier.builder().time(time).executor(blocks.executor()).pipeline(origin.pipeline());
  }

  private GaveUpException givesUp(RetrierBuilder builder) {
    return catchThrowableOfType(GaveUpException.class, () -> builder.build().call(blocks));
  }

  private void assertCounted(long calls, long failed) {
    assertThat(origin.breaker().orElseThrow().snapshot().calls()).isEqualTo(calls);
    assertThat(origin.breaker().orElseThrow().snapshot().failed()).isEqualTo(failed);
  }

  @Test
  void aFirstThatTakesLongerThanItsTimeoutWaitsForTheSecondWhichHasOneOfItsOwn() throws Exception {
    blocks.of(blocks.onceDue(blocks::hang), () -> {
      blocks.passes(DELAY);
      return blocks.afterFirst(() -> "second").call();
    });

    String value = hedging().attemptTimeout(LIMIT).build().call(blocks);

    assertThat(value).isEqualTo("second");
    assertThat(blocks.begun()).isEqualTo(2);
    assertCounted(2, 1);
  }

  @Test
  void aValueThatComesInSpiteOfTheTimeoutIsAValue() throws Exception {
    blocks.of(
        blocks.besideSecond(() -> {
          blocks.passes(DELAY);
          assertThat(Thread.interrupted()).isTrue();
          return "first";
        }),
        blocks::hang);

    assertThat(hedging().attemptTimeout(LIMIT).build().call(blocks)).isEqualTo("first");
    blocks.secondWoken.await();
  }

  @Test
  void aSecondThatTakesLongerThanItsTimeoutAfterTheFirstHasFailedIsTheFailureThatCounts()
      throws Exception {
    time.whenAwaited(() -> blocks.passes(LIMIT));
    blocks.of(blocks.besideSecond(fails("first")), blocks::hang, () -> "third");

    assertThat(hedging().attemptTimeout(LIMIT).build().call(blocks)).isEqualTo("third");
    blocks.secondWoken.await();
    assertCounted(3, 2);
  }

  @Test
  void aSecondThatHeedsNoInterruptIsNotWaitedForLongerThanItsTimeout() {
    CountDownLatch stubborn = new CountDownLatch(1);
    time.whenAwaited(() -> blocks.passes(LIMIT));
    blocks.of(blocks.besideSecond(fails("first")), () -> {
      try {
        return blocks.hang();
      } catch (InterruptedException ignored) {
        stubborn.await();
        return "too late";
      }
    });

    Throwable thrown =
        catchThrowable(() -> hedging().total(0).attemptTimeout(LIMIT).build().call(blocks));
    stubborn.countDown();

    assertThat(thrown)
        .isInstanceOf(AttemptTimeoutException.class)
        .hasMessage("attempt 1 took longer than 100 ms (attemptTimeout)");
  }

  @Test
  void theDeadlineEndsBothIfItIsToInterrupt() throws Exception {
    blocks.of(
        blocks.besideSecond(() -> {
          blocks.passes(LIMIT);
          return blocks.hang();
        }),
        blocks::hang);

    GaveUpException thrown = givesUp(hedging().deadline(LIMIT).interruptAtDeadline(true));

    assertThat(thrown.why()).isEqualTo(StopReason.DEADLINE);
    blocks.secondWoken.await();
    assertCounted(0, 0);
  }

  @Test
  void theDeadlineLeavesTheFirstAloneIfItIsNotToInterrupt() throws Exception {
    blocks.of(
        blocks.besideSecond(() -> {
          blocks.passes(LIMIT);
          return "first";
        }),
        blocks::hang);

    assertThat(hedging().deadline(LIMIT).build().call(blocks)).isEqualTo("first");
    blocks.secondWoken.await();
  }

  @Test
  void theDeadlineEndsTheWaitForTheSecond() throws Exception {
    time.whenAwaited(() -> blocks.passes(LIMIT));
    blocks.of(blocks.besideSecond(fails("first")), blocks::hang);

    GaveUpException thrown = givesUp(hedging().deadline(LIMIT));

    assertThat(thrown.why()).isEqualTo(StopReason.DEADLINE);
    assertThat(thrown)
        .hasMessage("gave up after 1 attempt: the deadline of 100 ms passed during the attempt")
        .hasCauseInstanceOf(IOException.class);
    blocks.secondWoken.await();
    assertCounted(1, 1);
  }

  @Test
  void aFirstThatFailsAfterTheDeadlineDoesNotWaitForTheSecond() throws Exception {
    blocks.of(
        blocks.besideSecond(() -> {
          blocks.passes(LIMIT);
          throw new IOException("first");
        }),
        blocks::hang);

    assertThat(givesUp(hedging().deadline(LIMIT)).why()).isEqualTo(StopReason.DEADLINE);
    blocks.secondWoken.await();
  }

  @Test
  void aResultThatIsNotAcceptableSaysNothingMoreWhenTheDeadlineEndsTheWait() throws Exception {
    time.whenAwaited(() -> blocks.passes(LIMIT));
    blocks.of(blocks.besideSecond(() -> ""), blocks::hang);

    GaveUpException thrown =
        givesUp(hedging().deadline(LIMIT).retryOn(RetryCondition.onResult(""::equals)));

    assertThat(thrown.why()).isEqualTo(StopReason.DEADLINE);
    blocks.secondWoken.await();
    assertCounted(1, 1);
  }

  @Test
  void theTokenEndsBoth() throws Exception {
    blocks.of(blocks.onceDue(blocks::hang), () -> {
      token.cancel();
      return blocks.hang();
    });

    GaveUpException thrown = givesUp(hedging().cancelledBy(token));

    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    blocks.firstWoken.await();
    blocks.secondWoken.await();
    assertCounted(0, 0);
  }

  @Test
  void theTokenEndsTheWaitForTheSecond() throws Exception {
    time.whenAwaited(token::cancel);
    blocks.of(blocks.besideSecond(fails("first")), blocks::hang);

    GaveUpException thrown = givesUp(hedging().cancelledBy(token));

    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    assertThat(thrown).hasMessage("gave up after 1 attempt: the call was cancelled");
    blocks.secondWoken.await();
    assertCounted(1, 1);
  }

  @Test
  void aTokenThatIsCancelledAsTheAttemptBeginsKeepsItFromBeginning() {
    RetryListener cancelling = new RetryListener() {
      @Override
      public void beforeAttempt(int attempt) {
        token.cancel();
      }
    };

    GaveUpException thrown = givesUp(hedging().cancelledBy(token).listener(cancelling));

    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    assertThat(blocks.begun()).isZero();
  }

  @Test
  void anInterruptOfTheCallersOwnIsTheFirstAttemptsAndEndsTheSecond() throws Exception {
    Thread caller = Thread.currentThread();
    blocks.of(blocks.onceDue(blocks::hang), () -> {
      caller.interrupt();
      return blocks.hang();
    });

    Throwable thrown = catchThrowable(() -> hedging().build().call(blocks));

    assertThat(thrown).isInstanceOf(InterruptedException.class);
    blocks.firstWoken.await();
    blocks.secondWoken.await();
  }

  @Test
  void anInterruptEndsTheWaitForTheSecondAndStays() throws Exception {
    time.whenAwaited(Thread.currentThread()::interrupt);
    blocks.of(blocks.besideSecond(fails("first")), blocks::hang);

    GaveUpException thrown = givesUp(hedging());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    assertThat(thrown)
        .hasMessage("gave up after 1 attempt: the thread was interrupted during a wait")
        .hasCauseInstanceOf(IOException.class);
    blocks.secondWoken.await();
    assertCounted(1, 1);
  }

  @Test
  void aFirstThatIgnoredAnInterruptDoesNotWaitForTheSecond() throws Exception {
    blocks.of(
        blocks.besideSecond(() -> {
          Thread.currentThread().interrupt();
          throw new IOException("first");
        }),
        blocks::hang);

    GaveUpException thrown = givesUp(hedging());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    blocks.secondWoken.await();
  }

  @Test
  void anInterruptOfTheCallersOwnStaysIfTheSecondWinsAllTheSame() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Object secondRuns = new Object();
    blocks.of(
        blocks.besideSecond(() -> {
          Thread.currentThread().interrupt();
          interrupted.countDown();
          synchronized (secondRuns) {
            // Entering waits, whatever the flag, and leaves it alone.
            assertThat(Thread.interrupted()).isTrue();
          }
          throw new InterruptedException("the caller's own");
        }),
        () -> {
          interrupted.await();
          return "second";
        });
    Retrier retrier = hedging()
        .executor(task -> blocks.executor().execute(() -> {
          synchronized (secondRuns) {
            task.run();
          }
        }))
        .build();

    assertThat(retrier.call(blocks)).isEqualTo("second");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @Tag("I10")
  void aPairGivesBackWhatItTookHoweverItEnds() throws Exception {
    blocks.of(blocks.onceDue(blocks::hang), () -> "second");

    assertThat(hedging().build().call(blocks)).isEqualTo("second");
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
    assertCounted(1, 0);
  }
}
