/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.limits;
import static dev.holdfast.http.net.http2.Http2Client.patient;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Bytes of HTTP/2 bodies that are not copied: those of the caller, and those of the loop. */
@Execution(ExecutionMode.CONCURRENT)
class BorrowedBytesTest {

  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int LARGE = 1 << 24;

  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Http2Client client = Http2Client.create();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void dataIsPassedOnBeforeItsFrameIsWhole() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      byte[] frame = Frame.encode(
              Frame.DATA, Frame.END_STREAM, stream, ByteBuffer.wrap("12345".getBytes(US_ASCII)))
          .array();
      peer.head(stream, false).bytes(frame, 0, Frame.HEAD_LENGTH + 3);
      half.await();
      peer.bytes(frame, Frame.HEAD_LENGTH + 3, frame.length).awaitEnd();
    })) {
      AsyncTransportResponse response = Http2Client.await(client
          .send("GET", server.url("/"), Body.none(), patient())
          .response()
          .toCompletableFuture());
      response.body().subscribe(new Telling());

      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("123");
      half.countDown();
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("45");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("end");
    }
  }

  /** A server must not get a request that the caller has never made. */
  @Test
  void aCallThatIsOverSendsNothingThatItsCallerWritesAfterwards() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    byte[] body = new byte[LARGE];
    Arrays.fill(body, (byte) 'a');
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(INITIAL_WINDOW_SIZE, LARGE).enlargeWindow(0, LARGE).await(Frame.HEADERS);
      over.await();
      told.add(payloadsUpToTheReset(peer));
      peer.awaitEnd();
    })) {
      assertThat(client
              .failure("PUT", server.url("/"), Body.wrap(body), limits(20_000, 1_000, 20_000))
              .kind())
          .isEqualTo(FailureKind.WRITE_TIMEOUT);
      Arrays.fill(body, (byte) 'b');
      over.countDown();

      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
    }
  }

  /** The different characters in all payloads. */
  private static String payloadsUpToTheReset(Http2Server.Peer peer) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (Frame frame = peer.read(); frame.type() != Frame.RST_STREAM; frame = peer.read()) {
      while (frame.type() == Frame.DATA && frame.payload().hasRemaining()) {
        String next = String.valueOf((char) frame.payload().get());
        if (seen.indexOf(next) < 0) {
          seen.append(next);
        }
      }
    }
    return seen.toString();
  }

  private final class Telling implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer data) {
      told.add(US_ASCII.decode(data).toString());
    }

    @Override
    public void onError(Throwable failure) {
      told.add(failure.toString());
    }

    @Override
    public void onComplete() {
      told.add("end");
    }
  }
}
