/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Server.Peer.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that break the rules of RFC 9113: what ends the connection, and what only a stream. */
class Http2RulesTest {

  private static final byte[] NOTHING = new byte[0];

  private final Http2Client client = Http2Client.create();
  private final LinkedBlockingQueue<Integer> told = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    client.close();
  }

  private interface Frames {
    void send(Http2Server.Peer peer, int stream) throws IOException;
  }

  /** Section 5.4.1. */
  @SuppressWarnings("ImmutableEnumChecker") // The scripts hold no state.
  private enum ConnectionError {
    DATA_FOR_THE_CONNECTION(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.data(0, true, "x")),
    HEADERS_FOR_THE_CONNECTION(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.head(0, true)),
    A_STREAM_OF_THE_SERVER(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.head(2, true)),
    A_STREAM_NEVER_BEGUN(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.reset(stream + 2, 8)),
    PADDING_BEYOND_THE_FRAME(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.DATA, Frame.PADDED, stream, new byte[] {2, 0})),
    NO_ROOM_FOR_PADDING(
        H2Error.FRAME_SIZE_ERROR,
        (peer, stream) -> peer.frame(Frame.DATA, Frame.PADDED, stream, NOTHING)),
    NO_ROOM_FOR_PRIORITY(
        H2Error.FRAME_SIZE_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, Frame.HAS_PRIORITY, stream, new byte[4])),
    AN_INTERRUPTED_SECTION(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, 0, stream, block("200")).goAway(0, 0)),
    A_SECTION_CONTINUED_ELSEWHERE(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, 0, stream, block("200"))
            .frame(Frame.CONTINUATION, Frame.END_HEADERS, stream + 2, NOTHING)),
    A_CONTINUATION_OF_NOTHING(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.CONTINUATION, Frame.END_HEADERS, stream, NOTHING)),
    A_SECTION_THAT_CANNOT_BE_UNPACKED(
        H2Error.COMPRESSION_ERROR,
        (peer, stream) ->
            peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, new byte[] {(byte) 0xff})),
    A_TABLE_LARGER_THAN_ALLOWED(
        H2Error.COMPRESSION_ERROR,
        (peer, stream) -> peer.frame(
            Frame.HEADERS, Frame.END_HEADERS, stream, new byte[] {0x3f, (byte) 0xe2, 0x1f})),
    A_RESET_OF_A_WRONG_LENGTH(
        H2Error.FRAME_SIZE_ERROR,
        (peer, stream) -> peer.frame(Frame.RST_STREAM, 0, stream, new byte[3])),
    A_PING_OF_A_WRONG_LENGTH(
        H2Error.FRAME_SIZE_ERROR, (peer, stream) -> peer.frame(Frame.PING, 0, 0, new byte[7])),
    A_PING_FOR_A_STREAM(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.frame(Frame.PING, 0, stream, new byte[8])),
    A_SHORT_GOAWAY(
        H2Error.FRAME_SIZE_ERROR, (peer, stream) -> peer.frame(Frame.GOAWAY, 0, 0, new byte[7])),
    A_GOAWAY_FOR_A_STREAM(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.frame(Frame.GOAWAY, 0, stream, new byte[8])),
    SETTINGS_OF_A_WRONG_LENGTH(
        H2Error.FRAME_SIZE_ERROR, (peer, stream) -> peer.frame(Frame.SETTINGS, 0, 0, new byte[7])),
    SETTINGS_FOR_A_STREAM(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.frame(Frame.SETTINGS, 0, stream, NOTHING)),
    A_CONFIRMATION_WITH_SETTINGS(
        H2Error.FRAME_SIZE_ERROR,
        (peer, stream) -> peer.frame(Frame.SETTINGS, Frame.ACK, 0, new byte[6])),
    PUSH_SWITCHED_ON(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.settings(2, 1)),
    A_WINDOW_TOO_LARGE(H2Error.FLOW_CONTROL_ERROR, (peer, stream) -> peer.settings(4, -1)),
    FRAMES_TOO_SMALL(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.settings(5, 16_383)),
    FRAMES_TOO_LARGE(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.settings(5, 16_777_216)),
    A_FRAME_LARGER_THAN_ALLOWED(
        H2Error.FRAME_SIZE_ERROR,
        (peer, stream) -> peer.frame(Frame.DATA, 0, stream, new byte[16_385])),
    A_PUSH(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.PUSH_PROMISE, Frame.END_HEADERS, stream, new byte[8])),
    NO_MORE_WINDOW(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.enlargeWindow(0, 0)),
    A_WINDOW_UPDATE_OF_A_WRONG_LENGTH(
        H2Error.FRAME_SIZE_ERROR,
        (peer, stream) -> peer.frame(Frame.WINDOW_UPDATE, 0, 0, new byte[3])),
    A_WINDOW_THAT_OVERFLOWS(
        H2Error.FLOW_CONTROL_ERROR, (peer, stream) -> peer.enlargeWindow(0, Integer.MAX_VALUE)),
    STREAM_WINDOWS_THAT_OVERFLOW(
        H2Error.FLOW_CONTROL_ERROR,
        (peer, stream) ->
            peer.enlargeWindow(stream, Integer.MAX_VALUE / 2).settings(4, Integer.MAX_VALUE));

    private final H2Error error;
    private final Frames frames;

    ConnectionError(H2Error error, Frames frames) {
      this.error = error;
      this.frames = frames;
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsTheConnectionAndSaysWhy(ConnectionError broken) throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      broken.frames.send(peer, peer.settings().awaitRequest());
      told.add(peer.awaitCode(Frame.GOAWAY));
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(broken.error.getCode());
    }
  }

  /** Section 5.4.2. */
  @SuppressWarnings("ImmutableEnumChecker") // The scripts hold no state.
  private enum StreamError {
    DATA_BEFORE_THE_HEAD(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.data(stream, false, "early")),
    A_SECOND_HEAD(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.head(stream, false).head(stream, false)),
    A_STATUS_AMONG_TRAILERS(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.head(stream, false).head(stream, true)),
    NO_STATUS(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) ->
            peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, new byte[] {0, 1, 'a', 1, 'b'})),
    NO_NUMBER_FOR_A_STATUS(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, block("2x0"))),
    A_STATUS_BELOW_100(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, block("099"))),
    A_LONG_STATUS(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, block("2000"))),
    A_VALUE_WITH_A_LINE_BREAK(
        H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.head(stream, true, "a", "b\r\nc: d")),
    SWITCHING_PROTOCOLS(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) -> peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, block("101"))),
    AN_INTERIM_RESPONSE_AS_THE_LAST(
        H2Error.PROTOCOL_ERROR,
        (peer, stream) ->
            peer.frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, block("103"))),
    ENDLESS_INTERIM_RESPONSES(H2Error.PROTOCOL_ERROR, (peer, stream) -> {
      for (int i = 0; i < 9; i++) {
        peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, block("103"));
      }
    }),
    NO_MORE_WINDOW(H2Error.PROTOCOL_ERROR, (peer, stream) -> peer.enlargeWindow(stream, 0)),
    A_WINDOW_THAT_OVERFLOWS(
        H2Error.FLOW_CONTROL_ERROR,
        (peer, stream) -> peer.enlargeWindow(stream, Integer.MAX_VALUE));

    private final H2Error error;
    private final Frames frames;

    StreamError(H2Error error, Frames frames) {
      this.error = error;
      this.frames = frames;
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsOneStreamAndKeepsTheConnection(StreamError broken) throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      broken.frames.send(peer, peer.settings().awaitRequest());
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.ok(peer.awaitRequest(), "ok");
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(broken.error.getCode());
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void ignoresWhatItDoesNotKnowOrDidNotAskFor() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings(99, 1).awaitRequest();
      peer.frame(99, 0xff, 0, new byte[3])
          .frame(Frame.SETTINGS, Frame.ACK, 0, NOTHING)
          .frame(Frame.PING, Frame.ACK, 0, new byte[8])
          .frame(Frame.HEADERS, Frame.END_HEADERS, stream, block("103", "link", "</a>"))
          .ok(stream, "ok")
          .awaitEnd();
    })) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
    }
  }

  @Test
  void takesPaddingPrioritiesContinuationsAndTrailers() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.frame(Frame.HEADERS, Frame.PADDED | Frame.HAS_PRIORITY, stream, padded(block("200")))
          .frame(Frame.CONTINUATION, 0, stream, new byte[] {0, 1, 'a'})
          .frame(Frame.CONTINUATION, Frame.END_HEADERS, stream, new byte[] {1, 'b'})
          .frame(Frame.DATA, Frame.PADDED, stream, new byte[] {2, 'o', 'k', 0, 0})
          .frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, new byte[] {
            0, 1, 't', 1, 'v'
          })
          .awaitEnd();
    })) {
      AsyncTransportResponse response = Http2Client.await(client
          .send("GET", server.url("/"), Body.none(), Http2Client.patient())
          .response()
          .toCompletableFuture());

      assertThat(Http2Client.await(Http2Client.collect(response))).isEqualTo("ok");
      assertThat(response.trailers()).containsExactly(new Headers.Field("t", "v"));
      assertThat(response.headers().contains("t")).isFalse();
    }
  }

  @Test
  void ignoresWhatComesLateForAStreamThatIsOver() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int first = peer.settings().awaitRequest();
      peer.ok(first, "one");
      int second = peer.awaitRequest();
      peer.data(first, false, "late")
          .head(first, true)
          .reset(first, 0)
          .enlargeWindow(first, 1)
          .ok(second, "two")
          .awaitEnd();
    })) {
      assertThat(client.get(server.url("/"))).isEqualTo("one");
      assertThat(client.get(server.url("/"))).isEqualTo("two");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** One byte of padding, and a priority. */
  private static byte[] padded(byte[] block) {
    return ByteBuffer.allocate(block.length + 7)
        .put((byte) 1)
        .put(new byte[5])
        .put(block)
        .put((byte) 0)
        .array();
  }
}
