/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told; it cannot begin again. */
final class RecordingSink implements DownloadSink {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  byte[] bytes() {
    return bytes.toByteArray();
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The calls but the writes, in order. */
  List<String> calls() {
    return calls;
  }

  @Override
  public void begin(Head head) {
    calls.add("begin " + head.status() + " " + head.length());
  }

  @Override
  public void write(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void complete() {
    calls.add("complete");
  }

  @Override
  public boolean canRestart() {
    return false;
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
