/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** An action that follows a script, attempt by attempt; the last line repeats. */
final class Script implements Action<Object, Exception> {

  private final Deque<Object> lines;
  private int calls;

  private Script(List<Object> lines) {
    this.lines = new ArrayDeque<>(lines);
  }

  /** A script of those lines: exceptions are thrown, other values are returned. */
  static Script of(Object... lines) {
    return new Script(List.of(lines));
  }

  /** Fails that often with an IOException, then returns "ok". */
  static Script failing(int times) {
    Object[] lines = new Object[times + 1];
    for (int i = 0; i < times; i++) {
      lines[i] = new IOException("failure " + (i + 1));
    }
    lines[times] = "ok";
    return of(lines);
  }

  int calls() {
    return calls;
  }

  @Override
  public Object call() throws Exception {
    calls++;
    Object line = lines.size() > 1 ? lines.remove() : lines.element();
    if (line instanceof Error error) {
      throw error;
    }
    if (line instanceof Exception exception) {
      throw exception;
    }
    return line;
  }
}
