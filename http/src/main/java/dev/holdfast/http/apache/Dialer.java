/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Connects to the first address that answers ("Happy Eyeballs", RFC 8305).
 *
 * Address families take turns; the next address is tried 250 ms after the last one, or at once when
 * one has failed, and those begun earlier go on meanwhile. One thread and one selector drive all of
 * them; the winner keeps the selector for its life, the losers are closed.
 */
final class Dialer {

  /** The connection attempt delay that RFC 8305 section 5 recommends. */
  private static final long STAGGER_NANOS = 250_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final Deque<InetSocketAddress> waiting;
  private final List<SelectionKey> pending = new ArrayList<>(2);
  private final List<String> failures = new ArrayList<>(2);
  private final AttemptClock clock;
  private boolean allRefused = true;
  private @Nullable IOException firstFailure;

  private Dialer(Selector selector, List<InetAddress> addresses, int port, AttemptClock clock) {
    this.selector = selector;
    this.clock = clock;
    this.waiting = new ArrayDeque<>(addresses.size());
    for (InetAddress address : AddressOrder.interleaved(addresses)) {
      waiting.add(new InetSocketAddress(address, port));
    }
  }

  /**
   * Connects within the limits of the attempt.
   *
   * @throws StoppedException if a limit, an interrupt or closing came first
   * @throws TransportException if every address failed
   */
  static SelectionKey dial(List<InetAddress> addresses, int port, AttemptClock clock, Abort abort)
      throws IOException {
    Selector selector;
    try {
      selector = Selector.open();
    } catch (IOException exhausted) {
      throw TransportException.of(
          Category.CONNECT_ERROR, Sent.NO, "no selector: " + exhausted.getMessage(), exhausted);
    }
    Dialer dialer = new Dialer(selector, addresses, port, clock);
    SelectionKey winner = null;
    try {
      abort.guard(selector);
      winner = dialer.race();
      return winner;
    } catch (ClosedSelectorException closed) {
      throw new StoppedException(Stop.CLOSED);
    } finally {
      dialer.closeAllBut(winner);
    }
  }

  private SelectionKey race() throws IOException {
    long lastStart = System.nanoTime();
    SelectionKey winner = startNext();
    while (winner == null) {
      clock.check();
      if (pending.isEmpty() && waiting.isEmpty()) {
        throw allFailed();
      }
      long untilNext = STAGGER_NANOS - (System.nanoTime() - lastStart);
      if (!waiting.isEmpty() && (pending.isEmpty() || untilNext <= 0)) {
        lastStart = System.nanoTime();
        winner = startNext();
      } else {
        int before = pending.size();
        winner = awaitAny(waiting.isEmpty() ? Long.MAX_VALUE : untilNext);
        if (winner == null && pending.size() < before) {
          // One has failed: the next need not wait for its turn.
          lastStart = System.nanoTime() - STAGGER_NANOS;
        }
      }
    }
    return winner;
  }

  private @Nullable SelectionKey startNext() throws IOException {
    InetSocketAddress address = waiting.removeFirst();
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
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
    if (failure instanceof ClosedSelectorException closed) {
      closeQuietly(channel);
      throw closed;
    }
    pending.removeIf(key -> key.channel() == channel);
    closeQuietly(channel);
    allRefused &= failure instanceof ConnectException && refused(failure);
    failures.add(address.getAddress().getHostAddress() + ": " + failure.getMessage());
    if (firstFailure == null) {
      firstFailure = failure instanceof IOException io ? io : new IOException(failure);
    }
  }

  /** The JDK has one class for ECONNREFUSED and ETIMEDOUT, which differ by this text alone. */
  private static boolean refused(Exception failure) {
    return "Connection refused".equals(failure.getMessage());
  }

  private TransportException allFailed() {
    Category category = allRefused ? Category.CONNECT_REFUSED : Category.CONNECT_ERROR;
    int shown = Math.min(failures.size(), 4);
    String more = failures.size() > shown ? " and " + (failures.size() - shown) + " more" : "";
    return TransportException.of(
        category, Sent.NO, String.join("; ", failures.subList(0, shown)) + more, firstFailure);
  }

  private void closeAllBut(@Nullable SelectionKey winner) {
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
    } catch (IOException | ClosedSelectorException ignored) {
      // Closed by an abort meanwhile: then everything is closed already.
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
