/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

class VirtualThreadsTest {

  @Test
  void aThreadOfTheSystemIsNone() {
    assertThat(VirtualThreads.runThis()).isFalse();
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void aVirtualThreadIsOne() throws Exception {
    Executor threads = VirtualThreads.ifAvailable();

    assertThat(threads).isNotNull();
    assertThat(CompletableFuture.supplyAsync(VirtualThreads::runThis, threads)
            .get(10, TimeUnit.SECONDS))
        .isTrue();
  }
}
