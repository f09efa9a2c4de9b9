/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.address.LiteralAddress;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Timer;
import dev.holdfast.http.transport.TransportException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one host: a literal, the result of a look-up, or the last known ones. On the
 * loop.
 */
final class HostLookup {

  /** Called once, unless this was closed. */
  interface Outcome extends Loop.Owner {
    /** Called when the system is asked for the name. */
    void looksUp();

    void found(List<InetAddress> addresses);

    void failed(Exception failure);
  }

  private final Resolver resolver;
  private final Loop loop;
  private final Outcome outcome;
  private Resolver.@Nullable Pending lookup;
  private @Nullable Timer patience;
  private boolean closed;

  HostLookup(Resolver resolver, Loop loop, Outcome outcome) {
    this.resolver = resolver;
    this.loop = loop;
    this.outcome = outcome;
  }

  void start(String host) {
    InetAddress literal = LiteralAddress.parse(host);
    if (literal != null) {
      outcome.found(List.of(literal));
      return;
    }
    outcome.looksUp();
    if (closed) {
      return;
    }
    Resolver.Pending begun = resolver.begin(host, () -> loop.execute(this::resolved, outcome));
    lookup = begun;
    if (begun.lastAnswer() != null) {
      patience = loop.schedule(begun.patience(), Loop.owned(this::useLastAnswer, outcome));
    }
  }

  /** Returns why the look-up took too long, if no thread was free for it; else null. */
  @Nullable TransportException crowdedOut() {
    return lookup == null ? null : lookup.crowdedOut();
  }

  /** Stops all notifications. */
  void close() {
    closed = true;
    end();
  }

  /** Uses the last known addresses, because the look-up hangs or has no thread. */
  private void useLastAnswer() {
    patience = null;
    List<InetAddress> last = lookup == null ? null : lookup.lastAnswer();
    if (last != null) {
      end();
      outcome.found(last);
    }
  }

  private void resolved() {
    Resolver.Pending done = lookup;
    if (done == null) {
      return;
    }
    List<InetAddress> addresses;
    try {
      addresses = done.addresses();
    } catch (TransportException unknown) {
      outcome.failed(unknown);
      return;
    }
    end();
    outcome.found(addresses);
  }

  private void end() {
    if (patience != null) {
      loop.cancel(patience);
      patience = null;
    }
    if (lookup != null) {
      lookup.close();
      lookup = null;
    }
  }
}
