/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A blocking client whose calls can be started: each has a thread of its own. */
final class ThreadEach implements AsyncClient {

  private final BlockingClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ThreadEach(BlockingClient client) {
    this.client = client;
  }

  @Override
  public void start(Done done) {
    threads.execute(() -> {
      try {
        done.done(client.newCaller().call(), null);
      } catch (Exception failure) {
        done.done(0, failure);
      }
    });
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    client.close();
  }
}
