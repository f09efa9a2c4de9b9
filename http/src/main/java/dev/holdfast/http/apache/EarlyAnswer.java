/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;

/**
 * Looks whether the peer answers although the request is still being sent, and whether that answer
 * ends the sending. One that does not is kept, with whatever comes of its body before the request
 * has gone, so that neither side waits for the other.
 */
public final class EarlyAnswer implements Wire.Attention {

  /** Bytes of an answer that are kept while the request is being sent. */
  public static final int MOST_KEPT = 4 << 20;

  private final Connection connection;
  private final FinalHead heads;

  EarlyAnswer(Connection connection, FinalHead heads) {
    this.connection = connection;
    this.heads = heads;
  }

  @Override
  public void inputWhileBlocked() throws IOException {
    if (!take()) {
      // Would be readable for ever; what it means shows when the response is read.
      connection.wire().watchInputWhileWriting(null);
    }
    ResponseHead head = heads.head();
    if (head != null && head.refuses()) {
      throw new EarlyAnswerException();
    }
  }

  /** Takes in what has come of the answer; false if there is no more, or no more room. */
  private boolean take() throws IOException {
    Inbox inbox = connection.inbox();
    boolean more = inbox.takeAvailable(MOST_KEPT);
    heads.accept(inbox.arrived());
    return more;
  }

  /**
   * Waits for a 100 (Continue), or long enough.
   *
   * @return whether the body is to be sent; if not, the peer has answered
   */
  boolean mayGoOn(long nanos) throws IOException {
    long started = System.nanoTime();
    long left = nanos;
    while (left > 0 && connection.wire().awaitInput(left)) {
      boolean more = take();
      ResponseHead head = heads.head();
      if (head != null) {
        return !head.refuses() && !head.leadsElsewhere();
      }
      if (!more || heads.interim() > 0) {
        return true;
      }
      left = nanos - (System.nanoTime() - started);
    }
    return true;
  }
}
