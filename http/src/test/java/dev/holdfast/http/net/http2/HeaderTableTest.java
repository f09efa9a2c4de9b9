/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of header compression changes its size (RFC 7541 sections 4.2 and 6.3). */
class HeaderTableTest {

  private static final int HEADER_TABLE_SIZE = 1;
  private static final int UPDATE = 0x20;

  private final BlockingQueue<byte[]> heads = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();

  /**
   * Answers two requests, and sends these sizes before the first answer: in effect for the next.
   */
  private Http2Server resizing(int... sizes) throws Exception {
    return Http2Server.start(peer -> {
      int first = head(peer.settings());
      for (int size : sizes) {
        peer.settings(HEADER_TABLE_SIZE, size);
      }
      peer.ok(first, "ok").ok(head(peer), "ok").awaitEnd();
    });
  }

  private int head(Http2Server.Peer peer) throws Exception {
    Frame frame = peer.read();
    while (frame.type() != Frame.HEADERS) {
      frame = peer.read();
    }
    heads.add(frame.payload().array());
    return frame.stream();
  }

  private static void getTwice(Http2Server server) throws Exception {
    try (Http2Client client = Http2Client.create()) {
      client.get(server.url("/"));
      client.get(server.url("/"));
    }
  }

  private static HPackDecoder decoder() {
    return new HPackDecoder(4096, StandardCharsets.ISO_8859_1);
  }

  private static List<String> decoded(HPackDecoder decoder, byte[] head) throws Exception {
    return decoder.decodeHeaders(ByteBuffer.wrap(head)).stream()
        .map(Header::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 100, 4_095})
  void announcesThatItKeepsToASmallerTable(int size) throws Exception {
    try (Http2Server server = resizing(size)) {
      getTwice(server);
    }
    HPackDecoder decoder = decoder();
    List<String> first = decoded(decoder, heads.take());
    byte[] second = heads.take();

    assertThat(second[0] & 0xe0).isEqualTo(UPDATE);
    decoder.setMaxTableSize(size);
    assertThat(decoded(decoder, second)).isEqualTo(first);
  }

  @Test
  void reliesOnNothingThatAPeerForgotInBetween() throws Exception {
    try (Http2Server server = resizing(0, 4_096)) {
      getTwice(server);
    }
    List<String> first = decoded(decoder(), heads.take());
    byte[] second = heads.take();

    assertThat(second[0]).isEqualTo((byte) UPDATE);
    assertThat(decoded(decoder(), second)).isEqualTo(first);
  }

  @Test
  void usesNoMoreThanTheUsualTableIfThePeerOffersMore() throws Exception {
    try (Http2Server server = resizing(1 << 20)) {
      getTwice(server);
    }
    HPackDecoder decoder = decoder();
    List<String> first = decoded(decoder, heads.take());
    byte[] second = heads.take();

    assertThat(second[0] & 0xe0).isNotEqualTo(UPDATE);
    assertThat(decoded(decoder, second)).isEqualTo(first);
  }

  @Test
  void takesWhatAPeerSaysOfItsOwnTable() throws Exception {
    try (Http2Server server = updating(0x20, 0x3f, 0xe1, 0x1f);
        Http2Client client = Http2Client.create()) {
      assertThat(client.get(server.url("/"))).isEmpty();
    }
  }

  @Test
  void refusesATableLargerThanItAllows() throws Exception {
    try (Http2Server server = updating(0x3f, 0xe2, 0x1f);
        Http2Client client = Http2Client.create()) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(H2Error.COMPRESSION_ERROR.getCode());
    }
  }

  /** Answers with a header section that begins with these bytes. */
  private Http2Server updating(int... prefix) throws Exception {
    return Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      byte[] block = Http2Server.Peer.block("200");
      ByteBuffer section = ByteBuffer.allocate(prefix.length + block.length);
      for (int octet : prefix) {
        section.put((byte) octet);
      }
      section.put(block);
      peer.frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, section.array());
      told.add(peer.awaitCode(Frame.GOAWAY));
    });
  }
}
