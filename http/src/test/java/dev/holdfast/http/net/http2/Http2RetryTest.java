/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Backoff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session makes of the proofs of HTTP/2, and of what is none. */
class Http2RetryTest {

  private final Session session = Session.create();

  @Test
  @Tag("N01")
  void sendsAPostAgainThatAGoAwayLeftOut() throws IOException {
    try (session;
        Http2Server server = failingFirst((peer, stream) -> peer.goAway(0, 0).awaitEnd())) {
      Response response = session.request(post(server));

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.attempts()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("C12")
  void goesToTheOtherAddressAfterA503() throws IOException {
    try (session;
        Http2Server good = new Http2Server(listener(1, 0), peer -> {
          peer.settings();
          while (true) {
            peer.ok(peer.awaitRequest(), "ok");
          }
        });
        Http2Server bad = new Http2Server(listener(2, good.port()), peer -> {
          peer.settings();
          while (true) {
            byte[] unavailable = Http2Server.Peer.block("503");
            int stream = peer.awaitRequest();
            peer.frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, unavailable);
          }
        });
        Session twoAddresses =
            Session.builder().dns(host -> List.of(address(2), address(1))).build()) {
      for (int i = 0; i < 20; i++) {
        Response response =
            twoAddresses.request(Request.get("http://name.example:" + good.port() + "/")
                .httpVersion(HttpVersion.HTTP_2));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.attempts()).hasSizeLessThanOrEqualTo(2);
      }
      assertThat(bad.connections()).isEqualTo(1);
    }
  }

  private static ServerSocket listener(int last, int port) throws IOException {
    return new ServerSocket(port, 50, address(last));
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  @Test
  @Tag("N01")
  void sendsAPostAgainThatWasRefused() throws IOException {
    try (session;
        Http2Server server = failingFirst((peer, stream) ->
            peer.reset(stream, H2Error.REFUSED_STREAM.getCode()).ok(peer.awaitRequest(), "ok"))) {
      Response response = session.request(post(server));

      assertThat(response.attempts()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @Tag("N02")
  @Tag("N05")
  @EnumSource(names = {"ENHANCE_YOUR_CALM", "CANCEL", "INTERNAL_ERROR"})
  void sendsOnlyWhatIsSafeAgainAfterAnyOtherReset(H2Error error) throws IOException {
    Step reset =
        (peer, stream) -> peer.reset(stream, error.getCode()).ok(peer.awaitRequest(), "ok");
    try (session;
        Http2Server server = failingFirst(reset);
        Http2Server other = failingFirst(reset)) {
      ProtocolException failure =
          catchThrowableOfType(ProtocolException.class, () -> session.request(post(server)));

      assertThat(failure.attempts()).hasSize(1);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      Response answered = session.request(get(other));
      assertThat(answered.attempts()).hasSize(2);
    }
  }

  @Test
  @Tag("N05")
  void waitsAsAfterAnyFailureIfAServerGoesAwayForAnOverload() throws IOException {
    Retry retry = Retry.builder().backoff(Backoff.list(Duration.ofMillis(30))).build();
    Step calm = (peer, stream) -> {
      int next = peer.ok(stream, "ok").awaitRequest();
      peer.goAway(next, H2Error.ENHANCE_YOUR_CALM.getCode()).close();
    };
    try (Session patient = Session.builder().retry(retry).build();
        Http2Server server = failingFirst(calm)) {
      patient.request(get(server));

      Response response = patient.request(get(server));

      assertThat(response.attempts()).hasSize(2);
      assertThat(response.attempts().get(0).reason()).contains("after a backoff of 30 ms");
    }
  }

  @Test
  void sendsAgainAtOnceIfTheConnectionHadDiedWhileItRested() throws IOException {
    Retry retry = Retry.builder().backoff(Backoff.list(Duration.ofHours(1))).build();
    Step cut = (peer, stream) -> {
      peer.ok(stream, "ok").awaitRequest();
      peer.close();
    };
    try (Session patient = Session.builder().retry(retry).build();
        Http2Server server = failingFirst(cut)) {
      patient.request(get(server));

      Response response = patient.request(get(server));

      assertThat(response.attempts()).hasSize(2);
      assertThat(response.attempts().get(0).reason()).contains("at once");
    }
  }

  private static Request get(Http2Server server) {
    return Request.get(server.url("/")).httpVersion(HttpVersion.HTTP_2);
  }

  private interface Step {
    void run(Http2Server.Peer peer, int stream) throws IOException;
  }

  /** Plays the step for its first request, and answers those of later connections. */
  private static Http2Server failingFirst(Step step) throws IOException {
    AtomicInteger connections = new AtomicInteger();
    return Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      if (connections.getAndIncrement() == 0) {
        step.run(peer, stream);
      } else {
        peer.ok(stream, "ok");
      }
      peer.awaitEnd();
    });
  }

  private static Request post(Http2Server server) {
    return Request.post(server.url("/")).body("an order").httpVersion(HttpVersion.HTTP_2);
  }
}
