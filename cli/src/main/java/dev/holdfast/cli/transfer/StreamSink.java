/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.download.DownloadSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Writes to a pipe, a terminal or a device as the body comes. What is written there cannot be taken
 * back, so the beginning is held back for a moment: a small answer that breaks off can be fetched
 * again, and no half of it is ever seen.
 */
final class StreamSink implements DownloadSink {

  private final OutputStream target;
  private final boolean withHead;
  private final BooleanSupplier pipe;
  private final HeldOutput out;

  /**
   * @param target where to; closed by its owner
   * @param withHead whether status line and headers come first
   * @param pipe whether the target is a pipe; asked when a write fails
   */
  StreamSink(OutputStream target, boolean withHead, BooleanSupplier pipe) {
    this.target = target;
    this.withHead = withHead;
    this.pipe = pipe;
    this.out = new HeldOutput(target);
  }

  @Override
  public void begin(Head head) throws IOException {
    out.restart(isOnlyUsefulWhole(head));
    if (withHead) {
      write(HeadText.of(head));
    }
  }

  /** A short body or a JSON text is no use in part; anything else may be an endless stream. */
  private static boolean isOnlyUsefulWhole(Head head) {
    if (head.length() >= 0) {
      return head.length() <= HeldOutput.CAPACITY;
    }
    String type = head.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.matches("application/([^;\\s]+\\+)?json\\s*(;.*)?");
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void complete() throws IOException {
    try {
      out.flush();
      target.flush();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Java tells a closed pipe by words of the system's language only. On a pipe it is that. */
  private IOException named(IOException failure) {
    return pipe.getAsBoolean() ? new ClosedPipeException(failure) : failure;
  }

  @Override
  public boolean canRestart() {
    return out.isHeld();
  }

  @Override
  public void close() {
    out.close();
  }
}
