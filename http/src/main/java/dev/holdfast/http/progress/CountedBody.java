/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.progress;

import dev.holdfast.http.listen.Progress;
import dev.holdfast.http.message.Body;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A body that reports how much of it was written. It is never in memory, nor a publisher. So a
 * thread that may run the listener writes it piece by piece.
 */
final class CountedBody implements Body {

  private static final int PIECE = 64 * 1024;

  private final Body body;
  private final ProgressMeter meter;
  private final int attempt;

  CountedBody(Body body, ProgressMeter meter, int attempt) {
    this.body = body;
    this.meter = meter;
    this.attempt = attempt;
  }

  @Override
  public boolean repeatable() {
    return body.repeatable();
  }

  @Override
  public boolean spent() {
    return body.spent();
  }

  @Override
  public boolean mayStall() {
    return body.mayStall();
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public Optional<String> contentType() {
    return body.contentType();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    body.writeTo(new Counted(out));
  }

  @Override
  public String toString() {
    return body.toString();
  }

  private final class Counted extends FilterOutputStream {

    private long count;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      wrote(1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += PIECE) {
        int size = Math.min(PIECE, length - done);
        out.write(source, offset + done, size);
        wrote(size);
      }
    }

    private void wrote(int size) {
      count += size;
      meter.tell(new Progress(
          Progress.Direction.SENDING, attempt, 0, count, ProgressMeter.known(body.length())));
    }
  }
}
