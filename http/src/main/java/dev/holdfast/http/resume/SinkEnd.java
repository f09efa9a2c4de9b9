/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The end of a sink: either completed or closed before, whichever is first. It is closed once in
 * either case. Thread-safe.
 */
final class SinkEnd {

  /** The stages of the end. A close during the completion waits for it. */
  private enum Stage {
    OPEN,
    COMPLETING,
    CLOSING,
    ENDED;

    private Stage closing() {
      return this == COMPLETING ? CLOSING : this;
    }
  }

  private final DownloadSink sink;
  private final Deadline deadline;
  private final Runnable closing;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
  private volatile boolean complete;

  /**
   * Creates the end of a sink that is still open.
   *
   * @param closing closes the sink; runs once
   */
  SinkEnd(DownloadSink sink, Deadline deadline, Runnable closing) {
    this.sink = sink;
    this.deadline = deadline;
    this.closing = closing;
  }

  boolean isComplete() {
    return complete;
  }

  /**
   * Completes the sink, unless it was closed: the call has reported its failure then.
   *
   * @throws dev.holdfast.http.transport.TransportException if the call has ended
   */
  void complete() throws IOException {
    boolean late = deadline.expired();
    if (late || !stage.compareAndSet(Stage.OPEN, Stage.COMPLETING)) {
      throw DownloadFailures.ended(late);
    }
    try {
      sink.complete();
      complete = true;
    } finally {
      if (!stage.compareAndSet(Stage.COMPLETING, Stage.OPEN)) {
        closing.run();
      }
    }
  }

  /** Closes the sink. Idempotent. */
  void close() {
    Stage was = stage.getAndUpdate(now -> now == Stage.OPEN ? Stage.ENDED : now.closing());
    if (was == Stage.OPEN) {
      closing.run();
    }
  }
}
