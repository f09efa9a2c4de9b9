/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.connect.LookupQueue;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class NameLookupTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final AtomicInteger lookups = new AtomicInteger();

  private final Mode mode;

  NameLookupTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("D03")
  @Tag("D05")
  void countsASilentNameServerAsConnecting() {
    try (TransportFixture client = mode.client(Never.dns())) {
      TransportException failure = client.failure(
          request("GET", "http://a.example/"), limits().connect(150).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("a.example:80: name look-up: connect timeout");
    }
  }

  @Test
  @Tag("D03")
  void endsALookUpAtTheDeadline() {
    try (TransportFixture client = mode.client(Never.dns())) {
      TransportException failure = client.failure(
          request("GET", "http://a.example/"), limits().deadline(150).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void sharesOneLookUpAmongThoseWhoNeedIt() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Dns dns = host -> {
      lookups.incrementAndGet();
      await(go);
      return List.of(InetAddress.getLoopbackAddress());
    };
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(dns)) {
      String url = "http://a.example:" + server.port() + "/";
      CountDownLatch calling = new CountDownLatch(4);
      List<CompletableFuture<String>> calls = java.util.stream.IntStream.range(0, 4)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> get(client, url, calling), callers))
          .toList();
      calling.await();
      TransportFixture.pause(100);
      go.countDown();

      assertThat(calls)
          .allSatisfy(call -> assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("ok"));
      assertThat(lookups).hasValue(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  @Tag("D11")
  void waitsForALookUpThreadAndSaysThatItIsALimitOfOurs() {
    AtomicInteger begun = new AtomicInteger();
    Dns never = Never.dns();
    Dns counted = host -> {
      begun.incrementAndGet();
      return never.resolve(host);
    };
    try (TransportFixture client = mode.client(counted)) {
      // On a busy machine an attempt may be over before its look-up has begun.
      for (int i = 0; begun.get() < LookupQueue.MOST / 2; i++) {
        client.failure(
            request("GET", "http://h" + i + ".example/"), limits().connect(5).build());
      }

      TransportException failure = client.failure(
          request("GET", "http://more.example/"), limits().connect(100).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.DNS_QUEUE_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("more.example").hasMessageContaining("hang");
    }
  }

  @Test
  @Tag("D01")
  void reportsAnUnknownHost() {
    Dns dns = host -> {
      throw new UnknownHostException(host);
    };
    try (TransportFixture client = mode.client(dns)) {
      TransportException failure = client.failure("http://nx.example/");

      assertThat(failure.kind()).isEqualTo(FailureKind.DNS_FAILURE);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("nx.example");
    }
  }

  @Test
  @Tag("D10")
  void reportsAnEmptyAnswer() {
    try (TransportFixture client = mode.client(host -> List.of())) {
      assertThat(client.failure("http://empty.example/").kind()).isEqualTo(FailureKind.DNS_FAILURE);
    }
  }

  @Test
  void reportsAResolverThatThrows() {
    Dns dns = host -> {
      throw new IllegalStateException("broken");
    };
    try (TransportFixture client = mode.client(dns)) {
      assertThat(client.failure("http://a.example/").kind()).isEqualTo(FailureKind.DNS_FAILURE);
    }
  }

  @Test
  void looksUpNoLiteralAddress() throws IOException {
    Dns dns = host -> {
      throw new IllegalStateException("looked up " + host);
    };
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(dns)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
    }
  }

  private static String get(TransportFixture client, String url, CountDownLatch calling) {
    calling.countDown();
    try {
      return client.get(url);
    } catch (TransportException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Tag("D02")
  void reportsANameServerInTrouble() {
    Dns dns = host -> {
      throw new UnknownHostException(host + ": Temporary failure in name resolution");
    };
    try (TransportFixture client = mode.client(dns)) {
      TransportException failure = client.failure("http://a.example/");

      assertThat(failure.kind()).isEqualTo(FailureKind.DNS_FAILURE);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure).hasMessageContaining("Temporary failure");
    }
  }

  @Test
  @Tag("D04")
  @Tag("D05")
  void usesALateAnswerIfTheConnectTimeoutAllows() throws IOException {
    Dns late = host -> {
      await(new CountDownLatch(1), 300);
      return List.of(Loopback.address(1));
    };
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(late)) {
      assertThat(client.get("http://a.example:" + server.port() + "/")).isEqualTo("ok");
    }
  }

  @Test
  @Tag("D09")
  void connectsToTheAddressesItWasGivenAndAsksNoSecondTime() throws IOException {
    Dns rebinding = host -> List.of(Loopback.address(lookups.incrementAndGet() == 1 ? 1 : 9));
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(rebinding)) {
      assertThat(client.get("http://a.example:" + server.port() + "/")).isEqualTo("ok");
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  @Tag("D10")
  void reportsAResolverThatAnswersNull() {
    try (TransportFixture client = mode.client(host -> nothing())) {
      assertThat(client.failure("http://a.example/").kind()).isEqualTo(FailureKind.DNS_FAILURE);
    }
  }

  @SuppressWarnings("NullAway") // What a careless implementation of Dns does.
  private static List<InetAddress> nothing() {
    return null;
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      assertThat(latch.await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
