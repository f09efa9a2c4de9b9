/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  @Test
  @Tag("E06")
  void startsLaterWhenThereWasNoThreadAtFirst() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    EventLoop loop = new EventLoop(work -> new Thread(work) {
      @Override
      public synchronized void start() {
        if (starts.getAndIncrement() == 0) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        super.start();
      }
    });
    CountDownLatch ran = new CountDownLatch(1);

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(loop::start);
    loop.start();
    loop.execute(ran::countDown);

    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    loop.close();
  }
}
