/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/** The line of the caller that called the session, for warnings about unclosed resources. */
final class CallSite {

  private static final String SESSION = "dev.holdfast.http.Session";
  private static final String BUILDER = SESSION + "Builder";

  private CallSite() {}

  /** Returns the frame that called the session, or its builder, on the present thread. */
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

  /** Returns the line as text. */
  static String text(Optional<StackFrame> frame) {
    return frame.map(StackFrame::toString).orElse("an unknown place");
  }
}
