/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import static dev.holdfast.http.apache.TransportFixture.limits;
import static dev.holdfast.http.apache.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said about sending, against what a server counted: attempts that are ended at moments
 * spread over all their phases.
 */
@ParameterizedClass
@EnumSource(Lane.class)
class SentProofTest {

  private static final int ATTEMPTS = 150;
  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  private final Lane lane;

  /** Bytes of requests that a connection brought, once it is over. */
  private final SynchronousQueue<Long> counted = new SynchronousQueue<>();

  SentProofTest(Lane lane) {
    this.lane = lane;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("I19")
  void noMeansThatNoByteOfTheRequestArrived(boolean secure) throws Exception {
    SplittableRandom random = new SplittableRandom(20_261_125);
    Map<Sent, Integer> said = new EnumMap<>(Sent.class);
    try (RawServer server = RawServer.start(peer -> count(peer, secure));
        TransportFixture client = lane.client(new Lane.Setup().tls(CERTIFICATES.clientContext()))) {
      for (int i = 0; i < ATTEMPTS; i++) {
        Sent sent = endAtSomeMoment(client, server, secure, random);
        said.merge(sent, 1, Integer::sum);
      }
    }
    System.getLogger("dev.holdfast.test")
        .log(System.Logger.Level.INFO, "sent, secure={0}: {1}", secure, said);
    // Moments that all fall into one phase would prove nothing.
    assertThat(said).containsKeys(Sent.NO, Sent.MAYBE);
  }

  private Sent endAtSomeMoment(
      TransportFixture client, RawServer server, boolean secure, SplittableRandom random)
      throws InterruptedException {
    // Up to a quarter of a second, as many short ones as long ones.
    long micros = 1L << random.nextInt(18);
    int connectionsBefore = server.connections();
    TransportException failure = client.failure(
        post(server, secure, random), limits().deadlineNanos(micros * 1_000).build());

    Sent sent = failure.sent();
    if (sent == Sent.NO) {
      assertThat(bytesArrived(server, connectionsBefore)).isZero();
    } else {
      Long bytes = counted.poll(10, TimeUnit.SECONDS);
      assertThat(bytes).isNotNull();
    }
    return sent;
  }

  /** A connection may still be on its way into the server when the attempt is over. */
  private long bytesArrived(RawServer server, int connectionsBefore) throws InterruptedException {
    Long bytes = counted.poll(20, TimeUnit.MILLISECONDS);
    if (bytes == null && server.connections() > connectionsBefore) {
      bytes = counted.poll(10, TimeUnit.SECONDS);
    }
    return bytes == null ? 0 : bytes;
  }

  private static TransportRequest post(RawServer server, boolean secure, SplittableRandom random) {
    String url = secure ? server.url("/").replace("http:", "https:") : server.url("/");
    int size = random.nextInt(2) == 0 ? 10 : 8 << 20;
    return request("POST", url, TransportFixture.body(size, out -> out.write(new byte[size])));
  }

  /** Reads slowly and never answers, so that every attempt is ended by its limit. */
  private void count(RawServer.Peer peer, boolean secure) throws Exception {
    long bytes = 0;
    try {
      InputStream input = secure ? tls(peer).getInputStream() : peer.socket().getInputStream();
      byte[] sink = new byte[100_000];
      for (int read = input.read(sink); read >= 0; read = input.read(sink)) {
        bytes += read;
        Thread.yield();
      }
    } catch (IOException gone) {
      // Ended in the handshake or by a reset: what was counted until then counts.
    }
    counted.offer(bytes, 5, TimeUnit.SECONDS);
  }

  private static SSLSocket tls(RawServer.Peer peer) throws IOException {
    SSLSocket tls = (SSLSocket) CERTIFICATES
        .valid()
        .serverContext()
        .getSocketFactory()
        .createSocket(peer.socket(), "client", 1, true);
    tls.setUseClientMode(false);
    return tls;
  }
}
