/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/** The line of the caller that called the session, for warnings about what was not closed. */
final class CallSite {

  private static final String SESSION = "dev.holdfast.http.Session";
  private static final String BUILDER = SESSION + "Builder";

  private CallSite() {}

  /** The frame that called the session, or its builder, on the present thread. */
  static Optional<StackFrame> present() {
    return StackWalker.getInstance()
        .walk(frames -> frames
            .dropWhile(frame -> !isSession(frame))
            .dropWhile(CallSite::isSession)
            .findFirst());
  }

  private static boolean isSession(StackFrame frame) {
    return frame.getClassName().equals(SESSION) || frame.getClassName().equals(BUILDER);
  }

  /** The line in words. */
  static String text(Optional<StackFrame> frame) {
    return frame.map(StackFrame::toString).orElse("an unknown place");
  }
}
