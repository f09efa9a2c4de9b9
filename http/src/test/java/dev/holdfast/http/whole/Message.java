/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.whole;

import static dev.holdfast.testkit.Action.fin;
import static dev.holdfast.testkit.Action.rst;
import static dev.holdfast.testkit.Action.send;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A response with a random body in a random framing, perhaps cut off somewhere. */
final class Message {

  private enum Framing {
    LENGTH,
    CHUNKED,
    CLOSE
  }

  private static final int MOST_PIECES = 4;

  private final Random random;
  private final Framing framing;
  private final boolean gzip;
  private final byte[] content;
  private final byte[] wire;
  private final int headLength;

  Message(Random random) {
    this.random = random;
    this.framing = Framing.values()[random.nextInt(Framing.values().length)];
    this.gzip = random.nextInt(3) == 0;
    this.content = new byte[random.nextInt(random.nextInt(4) == 0 ? 40_000 : 400)];
    random.nextBytes(content);
    byte[] coded = gzip ? Coded.gzip(content) : content;
    byte[] head = head(coded.length).getBytes(StandardCharsets.ISO_8859_1);
    this.headLength = head.length;
    this.wire = concat(head, framing == Framing.CHUNKED ? chunked(coded) : coded);
  }

  byte[] content() {
    return content;
  }

  /** The whole message, in pieces, then the end of the connection. */
  Step whole() {
    return step(wire, fin());
  }

  /** A part of the message, then an end that shows that something is missing. */
  Step cut() {
    int length = random.nextInt(wire.length);
    boolean silent = framing == Framing.CLOSE && !gzip && length >= headLength;
    boolean reset = silent || random.nextBoolean();
    return step(Arrays.copyOf(wire, length), reset ? rst() : fin());
  }

  private Step step(byte[] bytes, Action end) {
    List<Action> actions = new ArrayList<>();
    int from = 0;
    for (int piece = random.nextInt(MOST_PIECES); piece > 0; piece--) {
      int to = from + random.nextInt(bytes.length - from + 1);
      actions.add(send(Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    actions.add(send(Arrays.copyOfRange(bytes, from, bytes.length)));
    actions.add(end);
    return Step.raw(actions.toArray(Action[]::new));
  }

  private String head(int length) {
    String coding = gzip ? "Content-Encoding: gzip\r\n" : "";
    String frame = switch (framing) {
      case LENGTH -> "Content-Length: " + length + "\r\n";
      case CHUNKED -> "Transfer-Encoding: chunked\r\n";
      case CLOSE -> "";
    };
    return "HTTP/1.1 200 OK\r\nConnection: close\r\n" + coding + frame + "\r\n";
  }

  private byte[] chunked(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    while (from < bytes.length) {
      int length = 1 + random.nextInt(Math.min(bytes.length - from, 1 + random.nextInt(9_000)));
      String extension = random.nextInt(8) == 0 ? ";a=\"b\"" : "";
      out.writeBytes(
          (Integer.toHexString(length) + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, from, length);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      from += length;
    }
    String trailer = random.nextInt(8) == 0 ? "X-Trailer: 1\r\n" : "";
    out.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public String toString() {
    return framing + (gzip ? " gzip " : " ") + content.length + " bytes";
  }
}
