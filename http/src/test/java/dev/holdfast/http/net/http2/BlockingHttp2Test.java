/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.limits;
import static dev.holdfast.http.net.http2.Http2Client.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.http.body.ReadToEnd;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.net.http2.Http2Server.Peer;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Blocking attempts that the event loop carries: what is handed to the thread that waits. */
@Execution(ExecutionMode.CONCURRENT)
class BlockingHttp2Test {

  private static final int CANCEL = 8;
  private static final long READ_MILLIS = 1_500;

  private final LinkedBlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Transport transport =
      DefaultTransport.waitingFor(DefaultTransport.builder().build().asynchronous());

  @AfterEach
  void close() {
    transport.close();
  }

  private TransportResponse get(String url, AttemptLimits limits, HttpVersion version)
      throws TransportException {
    URI uri = URI.create(url);
    Url target = new Url(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getPath());
    TransportRequest request =
        new TransportRequest("GET", target, Headers.empty(), Body.none(), version);
    return transport.send(request, limits, AttemptListener.none());
  }

  private TransportResponse get(Http2Server server) throws TransportException {
    return get(server.url("/"), patient(), HttpVersion.HTTP_2);
  }

  private static String text(InputStream body) throws Exception {
    return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsALongBodyInItsOrder() throws Exception {
    int frames = 200;
    String piece = "0123456789".repeat(1_000);
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false, "x-kind", "long");
          int window = 65_535;
          for (int i = 0; i < frames; i++) {
            while (window < piece.length()) {
              Frame update = peer.read();
              if (update.type() == Frame.WINDOW_UPDATE && update.stream() == stream) {
                window += update.payload().getInt();
              }
            }
            window -= piece.length();
            peer.data(stream, i == frames - 1, piece);
          }
          peer.awaitEnd();
        });
        TransportResponse response = get(server)) {
      assertThat(response.headers().first("x-kind")).contains("long");
      assertThat(text(response.body())).isEqualTo(piece.repeat(frames));
      assertThat(response.body().read()).isEqualTo(-1);
    }
  }

  /** What is received ahead has a bound, however often the reader has waited before. */
  @Test
  void aReaderThatOftenWaitsGetsNotMoreAhead() throws Exception {
    int waits = 100;
    Semaphore reads = new Semaphore(0);
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false);
          ByteBuffer a = Frame.encode(Frame.DATA, 0, stream, ByteBuffer.wrap(new byte[] {'a'}));
          ByteBuffer two =
              ByteBuffer.allocate(2 * a.limit()).put(a).put(a.flip()).flip();
          for (int i = 0; i < waits; i++) {
            reads.acquire();
            peer.bytes(two.array(), 0, two.limit());
          }
          told.add(sentUntilTheWindowStaysClosed(peer, stream, 65_535 - 2 * waits));
          peer.awaitEnd();
        });
        TransportResponse response = get(server)) {
      for (int i = 0; i < waits; i++) {
        reads.release();
        assertThat(response.body().readNBytes(2)).hasSize(2);
      }

      // The window of the stream, and as much again that the loop has requested; twice for frames.
      assertThat(take()).isLessThan(3 * 65_535);
    }
  }

  private static int sentUntilTheWindowStaysClosed(Peer peer, int stream, int firstWindow)
      throws IOException {
    int sent = 0;
    int window = firstWindow;
    while (window > 0) {
      int size = Math.min(window, 16_000);
      peer.frame(Frame.DATA, 0, stream, new byte[size]);
      sent += size;
      window -= size;
      peer.frame(Frame.PING, 0, 0, new byte[8]);
      for (Frame next = peer.read(); next.type() != Frame.PING; next = peer.read()) {
        boolean enlarges = next.type() == Frame.WINDOW_UPDATE && next.stream() == stream;
        window += enlarges ? next.payload().getInt() : 0;
      }
    }
    return sent;
  }

  @Test
  void aReaderThatComesBackAfterAPauseWaitsForThePeerAsLongAsBefore() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false).data(stream, false, "a");
          goOn.await();
          peer.data(stream, true, "b").awaitEnd();
        });
        TransportResponse response = get(
            server.url("/"), limits(READ_MILLIS, READ_MILLIS, READ_MILLIS), HttpVersion.HTTP_2)) {
      assertThat(response.body().read()).isEqualTo('a');
      pause();
      FutureTask<String> rest = new FutureTask<>(() -> text(response.body()));
      Thread reader = new Thread(rest);
      reader.start();
      awaitParked(reader);
      goOn.countDown();

      assertThat(rest.get(30, TimeUnit.SECONDS)).isEqualTo("b");
    }
  }

  /** Longer than a peer may be silent: such limits are of real time. */
  private void pause() throws InterruptedException {
    assertThat(told.poll(READ_MILLIS + READ_MILLIS / 4, TimeUnit.MILLISECONDS)).isNull();
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aPeerThatStallsWhileItIsWaitedForIsNotWaitedForLonger() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false).data(stream, false, "a").awaitEnd();
        });
        TransportResponse response =
            get(server.url("/"), limits(1_000, 20_000, 20_000), HttpVersion.HTTP_2)) {
      assertThat(response.body().read()).isEqualTo('a');

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> response.body().read())
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT));
    }
  }

  /** It is not woken for the piece. The limits of the attempt hold all the same. */
  @Test
  void aReaderOfTheWholeIsToldOfAStall() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false).data(stream, false, "a").awaitEnd();
        });
        TransportResponse response =
            get(server.url("/"), limits(1_000, 20_000, 20_000), HttpVersion.HTTP_2)) {
      ((ReadToEnd) response.body()).readsToEnd();

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> response.body().readAllBytes())
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT));
    }
  }

  @Test
  void aReaderOfTheWholeGetsAllPieces() throws Exception {
    int pieces = 10;
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false);
          for (int i = 0; i < pieces; i++) {
            peer.data(stream, i == pieces - 1, "0123456789");
            peer.frame(Frame.PING, 0, 0, new byte[8]).await(Frame.PING);
          }
          peer.awaitEnd();
        });
        TransportResponse response = get(server)) {
      ((ReadToEnd) response.body()).readsToEnd();

      assertThat(text(response.body())).isEqualTo("0123456789".repeat(pieces));
    }
  }

  /** There the loop requests nothing by itself. */
  @Test
  void aReaderOfTheWholeGetsAllPiecesOfHttp11() throws Exception {
    try (FaultServer server = FaultServer.start(Step.dribble(5, Duration.ofMillis(1)));
        TransportResponse response = get(server.url("/"), patient(), HttpVersion.NEGOTIATE)) {
      ((ReadToEnd) response.body()).readsToEnd();

      assertThat(text(response.body())).hasSize(5);
    }
  }

  @Test
  void anInterruptEndsTheWaitForTheHead() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().awaitRequest();
      told.add(0);
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.awaitEnd();
    })) {
      Thread caller = Thread.currentThread();
      Thread interrupting = new Thread(() -> {
        take();
        caller.interrupt();
      });
      interrupting.start();

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> get(server))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(take()).isEqualTo(CANCEL);
    }
  }

  private Integer take() {
    try {
      Integer next = told.poll(30, TimeUnit.SECONDS);
      return next == null ? -1 : next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptEndsTheWaitForTheBody() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false);
          told.add(peer.awaitCode(Frame.RST_STREAM));
          peer.awaitEnd();
        });
        TransportResponse response = get(server)) {
      Thread.currentThread().interrupt();

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> response.body().read())
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(take()).isEqualTo(CANCEL);
    }
  }

  @Test
  void aResponseThatIsClosedEarlyEndsItsStreamAndIsNotReadOn() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "some");
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.awaitEnd();
    })) {
      TransportResponse response = get(server);
      response.close();

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> response.body().read())
          .withMessageContaining("closed before its body was read");
      assertThat(take()).isEqualTo(CANCEL);
    }
  }

  @Test
  void aStreamWhoseBodyIsNotNeededIsResetAndNotReadToItsEnd() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "some");
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.awaitEnd();
    })) {
      get(server).discard(1_000_000, Long.MAX_VALUE);

      assertThat(take()).isEqualTo(CANCEL);
    }
  }

  @Test
  void closingTheTransportEndsTheWait() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().awaitRequest();
      told.add(0);
      peer.awaitEnd();
    })) {
      FutureTask<TransportResponse> waiting = new FutureTask<>(() -> get(server));
      new Thread(waiting).start();
      assertThat(take()).isZero();
      transport.close();

      assertThat(waiting)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .asInstanceOf(type(TransportException.class))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED));
    }
  }

  @Test
  void aConnectionOfHttp11IsUsedAgainAfterABodyThatWasNotNeeded() throws Exception {
    try (FaultServer server = FaultServer.start(
        Step.respond(200).body("not needed").keepAlive(), Step.respond(200).body("read"))) {
      get(server.url("/"), patient(), HttpVersion.NEGOTIATE).discard(1_000, Long.MAX_VALUE);
      try (TransportResponse second = get(server.url("/"), patient(), HttpVersion.NEGOTIATE)) {
        assertThat(text(second.body())).isEqualTo("read");
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
