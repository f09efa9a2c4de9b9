/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Registration;
import dev.holdfast.http.net.loop.Timer;
import dev.holdfast.http.transport.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs an {@link AddressRace} on the loop. */
final class Dialer {

  /** Called at the end, unless it was cancelled. */
  interface Outcome {
    void connected(PlainChannel channel);

    void failed(Exception failure);
  }

  /** A delay that includes a select. */
  private static final long SELECT_NANOS = 1_000_000;

  private final Loop loop;
  private final AddressRace race;
  private final Descriptors descriptors;
  private final Route route;
  private final Outcome outcome;
  private final List<Registration> pending = new ArrayList<>(2);
  private @Nullable Timer timer;
  private @Nullable Timer retry;
  private boolean over;

  Dialer(Loop loop, AddressRace race, Descriptors descriptors, Route route, Outcome outcome) {
    this.loop = loop;
    this.race = race;
    this.descriptors = descriptors;
    this.route = route;
    this.outcome = outcome;
  }

  void start() {
    goOn();
  }

  void cancel() {
    end(null, null);
  }

  private void goOn() {
    SocketAddress next = race.next(System.nanoTime());
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

  private void start(SocketAddress address) {
    SocketChannel channel;
    try {
      channel = open(address);
    } catch (UnsupportedOperationException notHere) {
      race.failed(address, notHere);
      return;
    } catch (IOException none) {
      if (descriptors.freeSome()) {
        // A closed channel releases its descriptor with the next select.
        retry = loop.schedule(SELECT_NANOS, () -> {
          retry = null;
          start(address);
          if (!over) {
            goOn();
          }
        });
      } else {
        race.failed(address, none);
      }
      return;
    }
    Registration registration = new Registration(channel);
    boolean connected;
    try {
      pending.add(registration);
      channel.configureBlocking(false);
      prepare(channel, address);
      registration.target(operations -> finish(registration, address));
      registration.attach(loop);
      registration.want(SelectionKey.OP_CONNECT);
      connected = channel.connect(address);
    } catch (IOException | RuntimeException failure) {
      failed(registration, address, failure);
      return;
    }
    if (connected) {
      won(registration, address);
    }
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private void prepare(SocketChannel channel, SocketAddress address) throws IOException {
    if (address instanceof UnixDomainSocketAddress) {
      return;
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, route.options().noDelay());
    if (route.options().keepAlive()) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    if (route.localAddress().isPresent()) {
      channel.bind(new InetSocketAddress(route.localAddress().get(), 0));
    }
  }

  private void finish(Registration registration, SocketAddress address) {
    try {
      if (over || !registration.channel().finishConnect()) {
        return;
      }
    } catch (IOException | RuntimeException failure) {
      failed(registration, address, failure);
      goOn();
      return;
    }
    won(registration, address);
  }

  private void failed(Registration registration, SocketAddress address, Exception failure) {
    drop(registration);
    race.failed(address, failure);
  }

  private void won(Registration registration, SocketAddress address) {
    end(registration, address);
    outcome.connected(new PlainChannel(registration, loop, address));
  }

  private void end(@Nullable Registration winner, @Nullable SocketAddress address) {
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

  private void drop(Registration registration) {
    pending.remove(registration);
    registration.close();
  }
}
