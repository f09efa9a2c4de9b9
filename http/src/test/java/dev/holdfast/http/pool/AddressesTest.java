/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.net.Backlog;
import dev.holdfast.retry.Backoff;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Names with several addresses, some of them bad. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
@ParameterizedClass
@EnumSource(Mode.class)
class AddressesTest {

  private final Mode mode;

  AddressesTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("C12")
  void twentyOfTwentyCallsSucceedIfOneOfTwoAddressesRefuses() throws Exception {
    try (AgingServer good = AgingServer.start();
        Session session = session("127.0.0.2", "127.0.0.1").build()) {
      callTwentyTimes(session, good.port());
    }
  }

  @Test
  @Tag("C12")
  void twentyOfTwentyCallsSucceedIfOneOfTwoAddressesAnswers503() throws Exception {
    try (AgingServer good = AgingServer.start();
        AgingServer bad = AgingServer.start("127.0.0.2", good.port(), 503);
        Session session = session("127.0.0.2", "127.0.0.1").build()) {
      callTwentyTimes(session, good.port());

      assertThat(bad.requests()).isPositive();
    }
  }

  @Test
  @Tag("C12")
  void twentyOfTwentyCallsSucceedIfOneOfTwoAddressesResetsEveryConnection() throws Exception {
    try (AgingServer good = AgingServer.start();
        ServerSocket bad = listener("127.0.0.2", good.port());
        Session session = session("127.0.0.2", "127.0.0.1").build()) {
      Thread resetting = new Thread(() -> reset(bad));
      resetting.setDaemon(true);
      resetting.start();

      callTwentyTimes(session, good.port());
    }
  }

  @Test
  @Tag("C12")
  void anAnswerOf503GoesToTheOtherAddressAlthoughItsConnectionIsKept() throws Exception {
    try (AgingServer good = AgingServer.start();
        AgingServer bad = AgingServer.start("127.0.0.2", good.port(), 503);
        Session session = session("127.0.0.2", "127.0.0.1").build()) {
      Response response = mode.get(session, url(good.port()));

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.attempts()).hasSize(2);
      assertThat(bad.requests()).isEqualTo(1);
    }
  }

  @Test
  @Tag("C13")
  void aLiveAddressBehindManySilentOnesIsReached() throws Exception {
    List<ServerSocket> deaf = new ArrayList<>();
    List<Socket> fillers = new ArrayList<>();
    try (AgingServer good = AgingServer.start()) {
      List<String> addresses = new ArrayList<>();
      for (int i = 2; i <= 9; i++) {
        ServerSocket listener = listener("127.0.0." + i, good.port());
        deaf.add(listener);
        fillers.addAll(Backlog.fill(listener));
        addresses.add("127.0.0." + i);
      }
      addresses.add("127.0.0.1");
      try (Session session = session(addresses.toArray(String[]::new))
          .timeouts(Timeouts.defaults().connect(Duration.ofMillis(1_500)))
          .build()) {
        Response response = mode.get(session, url(good.port()));

        assertThat(response.status()).isEqualTo(200);
        // Six addresses have their turn before the connect timeout, two at least on a busy machine.
        assertThat(response.attempts()).hasSizeLessThanOrEqualTo(4);
      }
    } finally {
      for (Socket filler : fillers) {
        filler.close();
      }
      for (ServerSocket listener : deaf) {
        listener.close();
      }
    }
  }

  @Test
  @Tag("K14")
  void steadyCallsFollowANameThatHasMoved() throws Exception {
    AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
    try (AgingServer before = AgingServer.start();
        AgingServer after = AgingServer.start("127.0.0.2", before.port(), 200);
        Session session = Session.builder()
            .dns(host -> List.of(InetAddress.getByName(address.get())))
            .maxConnectionAge(Duration.ofMillis(1_500))
            .build()) {
      mode.get(session, url(before.port()));
      address.set("127.0.0.2");

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (after.requests() == 0 && System.nanoTime() < end) {
        assertThat(mode.get(session, url(before.port())).status()).isEqualTo(200);
        TimeUnit.MILLISECONDS.sleep(20);
      }

      assertThat(after.requests()).isPositive();
      assertThat(before.requests()).isGreaterThan(1);
    }
  }

  private void callTwentyTimes(Session session, int port) {
    for (int i = 0; i < 20; i++) {
      assertThat(mode.get(session, url(port)).status()).isEqualTo(200);
    }
  }

  private static SessionBuilder session(String... addresses) {
    return Session.builder()
        .dns(host -> named(host, addresses))
        .retry(Retry.builder().backoff(Backoff.constant(Duration.ofMillis(1))).build());
  }

  private static List<InetAddress> named(String host, String... addresses)
      throws UnknownHostException {
    List<InetAddress> named = new ArrayList<>();
    for (String address : addresses) {
      named.add(InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress()));
    }
    return named;
  }

  private static String url(int port) {
    return "http://name.example:" + port + "/";
  }

  private static ServerSocket listener(String address, int port) throws Exception {
    ServerSocket listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
    return listener;
  }

  private static void reset(ServerSocket listener) {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          socket.setSoLinger(true, 0);
        }
      }
    } catch (java.io.IOException closed) {
      // The test is over.
    }
  }
}
