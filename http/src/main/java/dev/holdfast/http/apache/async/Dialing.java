/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.AddressRace;
import dev.holdfast.http.apache.Descriptors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link AddressRace} under way on the loop. */
final class Dialing {

  /** Told the end, unless it was cancelled. */
  interface Outcome {
    void connected(PlainLink link);

    void failed(Exception failure);
  }

  /** Long enough for a select in between. */
  private static final long SELECT_NANOS = 1_000_000;

  private final EventLoop loop;
  private final AddressRace race;
  private final Descriptors descriptors;
  private final Outcome outcome;
  private final List<SocketChannel> pending = new ArrayList<>(2);
  private @Nullable Timer timer;
  private @Nullable Timer retry;
  private boolean over;

  Dialing(EventLoop loop, AddressRace race, Descriptors descriptors, Outcome outcome) {
    this.loop = loop;
    this.race = race;
    this.descriptors = descriptors;
    this.outcome = outcome;
  }

  void start() {
    goOn();
  }

  void cancel() {
    end(null, null);
  }

  private void goOn() {
    InetSocketAddress next = race.next(System.nanoTime());
    while (next != null && !over) {
      start(next);
      next = over ? null : race.next(System.nanoTime());
    }
    if (over) {
      return;
    }
    if (race.lost()) {
      end(null, null);
      outcome.failed(race.failure());
      return;
    }
    scheduleNext();
  }

  private void scheduleNext() {
    if (timer != null) {
      loop.cancel(timer);
      timer = null;
    }
    long wait = race.untilNext(System.nanoTime());
    if (wait != Long.MAX_VALUE) {
      timer = loop.schedule(wait, () -> {
        timer = null;
        goOn();
      });
    }
  }

  private void start(InetSocketAddress address) {
    SocketChannel channel = null;
    SelectionKey key;
    boolean connected;
    try {
      channel = SocketChannel.open();
    } catch (IOException none) {
      if (descriptors.freeSome()) {
        // What was closed gives its descriptor back with the next select.
        retry = loop.schedule(SELECT_NANOS, () -> {
          retry = null;
          start(address);
          if (!over) {
            goOn();
          }
        });
      } else {
        failed(null, address, none);
      }
      return;
    }
    try {
      pending.add(channel);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(loop.selector(), SelectionKey.OP_CONNECT);
      SocketChannel started = channel;
      SelectionKey registered = key;
      key.attach((EventLoop.Ready) operations -> finish(started, registered, address));
      connected = channel.connect(address);
    } catch (IOException | RuntimeException failure) {
      failed(channel, address, failure);
      return;
    }
    if (connected) {
      won(channel, key, address);
    }
  }

  private void finish(SocketChannel channel, SelectionKey key, InetSocketAddress address) {
    try {
      if (over || !channel.finishConnect()) {
        return;
      }
    } catch (IOException | RuntimeException failure) {
      failed(channel, address, failure);
      goOn();
      return;
    }
    won(channel, key, address);
  }

  private void failed(
      @Nullable SocketChannel channel, InetSocketAddress address, Exception failure) {
    drop(channel);
    race.failed(address, failure);
  }

  private void won(SocketChannel channel, SelectionKey key, InetSocketAddress address) {
    end(channel, address);
    outcome.connected(new PlainLink(channel, key, address));
  }

  private void end(@Nullable SocketChannel winner, @Nullable InetSocketAddress address) {
    over = true;
    race.over(address, System.nanoTime());
    if (timer != null) {
      loop.cancel(timer);
      timer = null;
    }
    if (retry != null) {
      loop.cancel(retry);
      retry = null;
    }
    pending.remove(winner);
    List.copyOf(pending).forEach(this::drop);
  }

  private void drop(@Nullable SocketChannel channel) {
    if (channel != null) {
      pending.remove(channel);
      try {
        channel.close();
      } catch (IOException ignored) {
        // It has failed or lost: nothing depends on it.
      }
    }
  }
}
