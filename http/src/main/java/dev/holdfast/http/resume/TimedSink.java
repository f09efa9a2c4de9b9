/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.concurrent.TimedCode;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;

/** A sink of the caller's, which may block: the deadline of the call ends that. */
record TimedSink(DownloadSink sink, Limit limit) implements DownloadSink {

  /** The end of the call for code of the caller's. */
  record Limit(Deadline deadline, TimeSource time) {

    /**
     * Runs that code.
     *
     * @throws LateException if the deadline has passed meanwhile
     */
    <T> T bound(Callable<T> code) throws IOException {
      try {
        return TimedCode.call(code, time, deadline.remainingNanos(), LateException::new);
      } catch (IOException | RuntimeException failure) {
        throw failure;
      } catch (Exception impossible) {
        throw new AssertionError("the code throws nothing else", impossible);
      }
    }
  }

  /** The code did not end in time. */
  static final class LateException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void begin(Head head) throws IOException {
    limit.bound(() -> {
      sink.begin(head);
      return true;
    });
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    limit.bound(() -> {
      sink.write(bytes);
      return true;
    });
  }

  @Override
  public void complete() throws IOException {
    limit.bound(() -> {
      sink.complete();
      return true;
    });
  }

  @Override
  public boolean canRestart() {
    return sink.canRestart();
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
