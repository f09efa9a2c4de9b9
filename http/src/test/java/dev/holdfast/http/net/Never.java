/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.transport.Dns;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What does not come, however long one waits: only an interrupt ends the wait. */
public final class Never {

  private Never() {}

  public static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** A name server that says nothing. */
  public static Dns dns() {
    return host -> {
      try {
        await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    };
  }
}
