/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.download.DownloadSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Writes to a pipe, a terminal or a device as the body arrives. Written bytes cannot be withdrawn,
 * so the beginning is held for a moment: a small answer that breaks off can be fetched again, and
 * no part of it is ever printed.
 */
final class StreamSink implements DownloadSink {

  private final OutputStream target;
  private final boolean withHead;
  private final BooleanSupplier pipe;
  private final HeldOutput out;

  /**
   * @param target the output stream, which its owner closes
   * @param withHead whether status line and headers come first
   * @param pipe whether the target is a pipe; evaluated when a write fails
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

  /**
   * Whether a part of the body would be useless, as of a short body or a JSON text; any other body
   * may be an endless stream.
   */
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

  /**
   * Recognizes a closed pipe. Java reports one only by a text in the system's language; if the
   * target is a pipe, every failure but an interrupt means that.
   */
  private IOException named(IOException failure) {
    boolean interrupted =
        failure instanceof InterruptedIOException || failure instanceof ClosedByInterruptException;
    return !interrupted && pipe.getAsBoolean() ? new ClosedPipeException(failure) : failure;
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
