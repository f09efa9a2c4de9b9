/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Connects to the first address that answers. One thread and one selector drive the whole race; the
 * winner keeps the selector for its life, the losers are closed.
 */
final class Dialer {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final AddressRace race;
  private final List<SelectionKey> pending = new ArrayList<>(2);
  private final AttemptClock clock;
  private final Abort abort;
  private final Descriptors descriptors;

  private Dialer(
      Selector selector,
      AddressRace race,
      AttemptClock clock,
      Abort abort,
      Descriptors descriptors) {
    this.descriptors = descriptors;
    this.selector = selector;
    this.race = race;
    this.clock = clock;
    this.abort = abort;
  }

  /**
   * Connects within the limits of the attempt.
   *
   * @throws StoppedException if a limit, an interrupt or closing came first
   * @throws TransportException if every address failed
   */
  static SelectionKey dial(
      AddressRace race, AttemptClock clock, Abort abort, Descriptors descriptors)
      throws IOException {
    Selector selector;
    try {
      selector = descriptors.open(Selector::open);
    } catch (IOException exhausted) {
      throw TransportException.of(
          FailureKind.CONNECT_ERROR, Sent.NO, "no selector: " + exhausted.getMessage(), exhausted);
    }
    Dialer dialer = new Dialer(selector, race, clock, abort, descriptors);
    SelectionKey winner = null;
    try {
      abort.guard(selector::wakeup);
      winner = dialer.run();
      return winner;
    } finally {
      dialer.closeAllBut(winner);
    }
  }

  private SelectionKey run() throws IOException {
    SelectionKey winner = null;
    while (winner == null) {
      clock.check();
      if (abort.aborted()) {
        throw new StoppedException(Stop.CLOSED);
      }
      long now = System.nanoTime();
      InetSocketAddress next = race.next(now);
      if (next != null) {
        winner = start(next);
      } else if (race.lost()) {
        throw race.failure();
      } else {
        winner = awaitAny(race.untilNext(now));
      }
    }
    return winner;
  }

  private @Nullable SelectionKey start(InetSocketAddress address) throws IOException {
    SocketChannel channel = null;
    try {
      channel = descriptors.open(SocketChannel::open);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, address);
      pending.add(key);
      if (channel.connect(address)) {
        return key;
      }
    } catch (IOException | RuntimeException failure) {
      failed(channel, address, failure);
    }
    return null;
  }

  private @Nullable SelectionKey awaitAny(long nanos) throws IOException {
    long wait = Math.min(nanos, clock.left());
    if (wait == Long.MAX_VALUE) {
      selector.select();
    } else {
      selector.select(Math.max(0, wait) / NANOS_PER_MILLI + 1);
    }
    selector.selectedKeys().clear();
    for (SelectionKey key : List.copyOf(pending)) {
      if (finished(key)) {
        return key;
      }
    }
    return null;
  }

  private boolean finished(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      return channel.finishConnect();
    } catch (IOException failure) {
      failed(channel, (InetSocketAddress) key.attachment(), failure);
      return false;
    }
  }

  private void failed(
      @Nullable SocketChannel channel, InetSocketAddress address, Exception failure) {
    pending.removeIf(key -> key.channel() == channel);
    closeQuietly(channel);
    race.failed(address, failure);
  }

  private void closeAllBut(@Nullable SelectionKey winner) {
    race.over(winner == null ? null : (InetSocketAddress) winner.attachment(), System.nanoTime());
    for (SelectionKey key : pending) {
      if (key != winner) {
        closeQuietly((SocketChannel) key.channel());
      }
    }
    try {
      if (winner == null) {
        selector.close();
      } else if (pending.size() > 1) {
        // Lets the selector drop the losers now, or their descriptors would stay until a select.
        selector.selectNow();
      }
    } catch (IOException ignored) {
      // The connections are closed all the same, or the winner is well.
    }
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // It has failed or lost: nothing depends on it.
      }
    }
  }
}
