/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.concurrent.SessionThreads;
import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.EndReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Of a peer that sends nothing. */
class CallerLoopTest {

  private final Selectors selectors = new Selectors(new Descriptors());
  private ServerSocketChannel server;
  private SocketChannel channel;

  @BeforeEach
  void connect() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel = SocketChannel.open(server.getLocalAddress());
    channel.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    server.close();
    selectors.close();
  }

  @Test
  void aThreadOfTheSystemWaitsAtOnce() throws IOException {
    assertThat(looks(SelectionKey.OP_READ)).isZero();
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void aVirtualThreadLooksOnceBeforeEachWaitForInput() throws Exception {
    assertThat(onVirtualThread(SelectionKey.OP_READ)).isEqualTo(2);
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void aVirtualThreadThatWaitsToConnectDoesNotLook() throws Exception {
    assertThat(onVirtualThread(SelectionKey.OP_CONNECT)).isZero();
  }

  private int onVirtualThread(int operations) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return looks(operations);
              } catch (IOException failure) {
                throw new AssertionError(failure);
              }
            },
            SessionThreads.create())
        .get(10, TimeUnit.SECONDS);
  }

  /** How often the channel is told to read within four steps, each of them a look or a wait. */
  private int looks(int operations) throws IOException {
    CallerLoop loop = new CallerLoop(selectors);
    loop.serve(new Patient());
    loop.enter();
    Registration registration = new Registration(channel);
    registration.attach(loop);
    int[] looks = {0};
    registration.target(ready -> looks[0]++);
    registration.want(operations);
    for (int i = 0; i < 4; i++) {
      loop.step();
    }
    loop.release();
    loop.leave();
    return looks[0];
  }

  /** Waits for a millisecond each time. */
  private static final class Patient implements CallerLoop.Waiting {

    @Override
    public long left() {
      return 1_000_000;
    }

    @Override
    public void expired() {
      throw new AssertionError("no limit");
    }

    @Override
    public void stop(EndReason why) {
      throw new AssertionError(why);
    }

    @Override
    public boolean closing() {
      return false;
    }

    @Override
    public void broken(Throwable unforeseen) {
      throw new AssertionError(unforeseen);
    }
  }
}
