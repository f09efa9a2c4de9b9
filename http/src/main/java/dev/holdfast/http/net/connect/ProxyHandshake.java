/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Runs a {@link Negotiation} on a new connection to a proxy. On the loop. */
final class ProxyHandshake implements Channel.Owner {

  /** The reads in one run before others get their turn: each may be of one byte. */
  private static final int MOST_READS = 1_024;

  private final Channel channel;
  private final Loop loop;
  private final Negotiation negotiation;
  private final Outcome outcome;
  private ByteBuffer unsent;
  private boolean over;

  /** Called at the end. */
  interface Outcome extends Loop.Owner {
    /** Called when the connection leads to the origin. */
    void agreed(Channel channel);

    void failed(Exception failure);
  }

  ProxyHandshake(Channel channel, Loop loop, Negotiation negotiation, Outcome outcome) {
    this.channel = channel;
    this.loop = loop;
    this.negotiation = negotiation;
    this.outcome = outcome;
    this.unsent = negotiation.opening();
  }

  void start() {
    channel.owner(this);
    goOn();
  }

  @Override
  public void ready(boolean readable, boolean writable) {
    Loop.owned(this::goOn, outcome).run();
  }

  private void goOn() {
    if (over) {
      return;
    }
    boolean agreed;
    try {
      agreed = advance();
    } catch (TransportException refused) {
      fail(refused);
      return;
    } catch (IOException broken) {
      fail(Negotiation.failure(
          "the connection broke before " + negotiation.awaited() + " (" + broken.getMessage() + ")",
          broken));
      return;
    }
    if (agreed) {
      over = true;
      outcome.agreed(channel);
    }
  }

  /** Runs one step after the other. Returns false if it has to wait. */
  private boolean advance() throws IOException {
    for (int i = 0; i < MOST_READS; i++) {
      if (!flush()) {
        channel.want(false, true);
        return false;
      }
      if (negotiation.agreed()) {
        channel.want(false, false);
        return true;
      }
      ByteBuffer arrived = read();
      if (!arrived.hasRemaining()) {
        channel.want(true, false);
        return false;
      }
      unsent = negotiation.accept(arrived);
    }
    loop.execute(this::goOn, outcome);
    return false;
  }

  private boolean flush() throws IOException {
    if (unsent.hasRemaining()) {
      channel.write(unsent);
    }
    return !unsent.hasRemaining();
  }

  private ByteBuffer read() throws IOException {
    ByteBuffer target = channel.scratch();
    if (!channel.secure()) {
      // TLS needs room for a whole record to decrypt.
      target.limit(Math.min(target.limit(), negotiation.wanted()));
    }
    if (channel.read(target) < 0) {
      throw Negotiation.failure("it closed the connection before " + negotiation.awaited(), null);
    }
    return target.flip();
  }

  private void fail(Exception failure) {
    over = true;
    outcome.failed(failure);
  }
}
