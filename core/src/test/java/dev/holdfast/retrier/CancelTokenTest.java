/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancelTokenTest {

  private final CancelToken token = CancelToken.create();
  private final AtomicInteger ran = new AtomicInteger();

  @Test
  void aTaskRunsOnceHoweverOftenTheTokenIsCancelled() {
    token.onCancel(ran::incrementAndGet);

    token.cancel();
    token.cancel();

    assertThat(ran).hasValue(1);
    assertThat(token.isCancelled()).isTrue();
  }

  @Test
  void aTaskThatComesLateRunsAtOnce() {
    token.cancel();

    token.onCancel(ran::incrementAndGet);

    assertThat(ran).hasValue(1);
  }

  @Test
  void aTaskThatIsTakenBackDoesNotRun() {
    token.onCancel(ran::incrementAndGet).cancel();

    token.cancel();

    assertThat(ran).hasValue(0);
  }

  @Test
  void tasksThatThrowDoNotKeepTheOthersFromRunning() {
    for (int i = 0; i < 3; i++) {
      token.onCancel(() -> {
        ran.incrementAndGet();
        throw new IllegalStateException("broken task");
      });
    }

    Throwable thrown = catchThrowable(token::cancel);

    assertThat(ran).hasValue(3);
    assertThat(thrown).hasMessage("broken task");
    assertThat(thrown.getSuppressed()).hasSize(2);
  }
}
