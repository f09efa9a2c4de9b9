/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Registration;
import dev.holdfast.http.net.loop.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out an {@link AddressRace} on the loop. */
final class Dialing {

  /** Told the end, unless it was cancelled. */
  interface Outcome {
    void connected(PlainLink link);

    void failed(Exception failure);
  }

  /** Long enough for a select in between. */
  private static final long SELECT_NANOS = 1_000_000;

  private final Loop loop;
  private final AddressRace race;
  private final Descriptors descriptors;
  private final Outcome outcome;
  private final List<Registration> pending = new ArrayList<>(2);
  private @Nullable Timer timer;
  private @Nullable Timer retry;
  private boolean over;

  Dialing(Loop loop, AddressRace race, Descriptors descriptors, Outcome outcome) {
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
    SocketChannel channel;
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
        race.failed(address, none);
      }
      return;
    }
    Registration registration = new Registration(channel);
    boolean connected;
    try {
      pending.add(registration);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
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

  private void finish(Registration registration, InetSocketAddress address) {
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

  private void failed(Registration registration, InetSocketAddress address, Exception failure) {
    drop(registration);
    race.failed(address, failure);
  }

  private void won(Registration registration, InetSocketAddress address) {
    end(registration, address);
    outcome.connected(new PlainLink(registration, loop, address));
  }

  private void end(@Nullable Registration winner, @Nullable InetSocketAddress address) {
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
