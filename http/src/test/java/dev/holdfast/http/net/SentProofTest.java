/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.LongRuns;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said about sending, against what a server counted: attempts that are ended at moments
 * spread over all their phases.
 */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class SentProofTest {

  private static final int ATTEMPTS = LongRuns.count(60, 3_000);
  private static final TestCertificates CERTIFICATES = TestCertificates.create();
  private static final TestCertificate CERTIFICATE = CERTIFICATES.valid();

  private final Mode mode;

  SentProofTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("I19")
  void noMeansThatNoByteOfTheRequestArrived(boolean secure) throws Exception {
    SplittableRandom random = new SplittableRandom(20_261_125);
    Map<Sent, Integer> said = new EnumMap<>(Sent.class);
    try (TransportFixture client =
        mode.client(new Mode.Setup().tls(CERTIFICATES.clientContext()))) {
      // Where everything takes long, more attempts end before they have begun to send.
      for (int i = 0; i < ATTEMPTS || said.size() < 2 && i < 20 * ATTEMPTS; i++) {
        said.merge(endAtSomeMoment(client, secure, random), 1, Integer::sum);
      }
    }
    System.getLogger("dev.holdfast.test")
        .log(System.Logger.Level.INFO, "sent, {0}, secure={1}: {2}", mode, secure, said);
    // Moments that all fall into one phase would prove nothing.
    assertThat(said).containsKeys(Sent.NO, Sent.MAYBE);
  }

  /** Each attempt has a server of its own, so that no byte can be taken for another's. */
  private Sent endAtSomeMoment(TransportFixture client, boolean secure, SplittableRandom random)
      throws Exception {
    // Up to a quarter of a second, as many short ones as long ones.
    long nanos = 1_000L << random.nextInt(18);
    AtomicLong received = new AtomicLong();
    try (RawServer server = RawServer.start(peer -> count(peer, secure, received))) {
      TransportRequest post = post(server, secure, random);
      Sent sent = client.failure(post, limits().deadlineNanos(nanos).build()).sent();

      if (sent == Sent.NO) {
        TransportFixture.pause(20);
        assertThat(received).hasValue(0);
      }
      return sent;
    }
  }

  private static TransportRequest post(RawServer server, boolean secure, SplittableRandom random) {
    String url = secure ? server.url("/").replace("http:", "https:") : server.url("/");
    int size = random.nextInt(2) == 0 ? 10 : 8 << 20;
    return request("POST", url, TransportFixture.body(size, out -> out.write(new byte[size])));
  }

  /** Never answers, so that every attempt is ended by its limit. */
  private static void count(RawServer.Peer peer, boolean secure, AtomicLong received)
      throws IOException {
    InputStream input = secure ? tls(peer).getInputStream() : peer.socket().getInputStream();
    byte[] sink = new byte[100_000];
    for (int read = input.read(sink); read >= 0; read = input.read(sink)) {
      received.addAndGet(read);
    }
  }

  private static SSLSocket tls(RawServer.Peer peer) throws IOException {
    SSLSocket tls = (SSLSocket) CERTIFICATE
        .serverContext()
        .getSocketFactory()
        .createSocket(peer.socket(), "client", 1, true);
    tls.setUseClientMode(false);
    return tls;
  }
}
