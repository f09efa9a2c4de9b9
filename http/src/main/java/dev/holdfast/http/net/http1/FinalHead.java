/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses the final response head of a request, after a bounded number of interim (1xx) ones. */
public final class FinalHead {

  /** The most interim responses, as in the JDK's client. */
  private static final int MOST_INTERIM = 8;

  private final HttpExchange.@Nullable Events events;
  private final HeadParser parser = new HeadParser();
  private int interim;
  private @Nullable ResponseHead found;

  /** Creates a parser that ignores interim responses. */
  public FinalHead() {
    this(null);
  }

  /** @param events called for interim responses */
  FinalHead(HttpExchange.@Nullable Events events) {
    this.events = events;
  }

  /**
   * Consumes bytes up to the end of the final head, and no further.
   *
   * @return the head, or null if more bytes are needed
   * @throws TransportException if the response is not acceptable
   */
  public @Nullable ResponseHead accept(ByteBuffer arrived) throws TransportException {
    if (found != null) {
      return found;
    }
    ResponseHead head = parser.accept(arrived);
    while (head != null && head.interim()) {
      passOver(head);
      head = parser.accept(arrived);
    }
    found = head;
    return head;
  }

  /** Returns the final head, once it has arrived. */
  public @Nullable ResponseHead head() {
    return found;
  }

  /** Whether any byte of a response has arrived. */
  public boolean started() {
    return parser.started();
  }

  /** Returns the number of interim responses. */
  public int interim() {
    return interim;
  }

  private void passOver(ResponseHead head) throws TransportException {
    if (head.status() == 101) {
      throw Malformed.head("101 (Switching Protocols) although no switch was asked for");
    }
    interim++;
    if (interim > MOST_INTERIM) {
      throw Malformed.head("more than " + MOST_INTERIM + " interim (1xx) responses");
    }
    if (events != null) {
      events.interim(head);
    }
  }
}
