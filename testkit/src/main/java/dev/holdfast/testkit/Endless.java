/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static dev.holdfast.testkit.Action.endless;
import static dev.holdfast.testkit.Action.send;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Steps whose answer never ends, each in another part of the message: a client must give up at a
 * limit of its own, or at its deadline. They continue until the client leaves or the server is
 * closed. {@link FaultServer#bytesSent()} tells how much the client and the buffers in between
 * took.
 */
public final class Endless {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  /** Large enough that the server does not limit the flood. */
  private static final int BLOCK = 64 * 1024;

  private Endless() {}

  /** A status line whose reason phrase never ends. */
  public static Step statusLine() {
    return Step.raw(send("HTTP/1.1 200 "), endless(block("x")));
  }

  /** One header whose value never ends. */
  public static Step headerLine() {
    return Step.raw(send(OK + "X-Long: "), endless(block("x")));
  }

  /** Short headers without end. */
  public static Step headers() {
    return Step.raw(send(OK), endless(block("X-Many: y\r\n")));
  }

  /** An endless series of 100 (Continue), as fast as the client reads them. */
  public static Step interimResponses() {
    return Step.raw(endless(block("HTTP/1.1 100 Continue\r\n\r\n")));
  }

  /** An endless series of 100 (Continue), one per interval. */
  public static Step interimResponses(Duration interval) {
    return Step.raw(endless(bytes("HTTP/1.1 100 Continue\r\n\r\n"), interval));
  }

  /** A body without a length, which never ends. */
  public static Step body() {
    return Step.raw(send(OK + "\r\n"), endless(block("x")));
  }

  /**
   * A chunked body of chunks of this size.
   *
   * @throws IllegalArgumentException if {@code size} is less than 1
   */
  public static Step chunks(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size: " + size + " (expected: >= 1)");
    }
    String chunk = Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n";
    return Step.raw(send(CHUNKED), endless(block(chunk)));
  }

  /** A chunk whose extension never ends. */
  public static Step chunkExtension() {
    return Step.raw(send(CHUNKED + "5;"), endless(block("x")));
  }

  /** Chunks of one byte, each with an extension of 4,000. */
  public static Step chunkExtensions() {
    return Step.raw(send(CHUNKED), endless(block("1;" + "x".repeat(4_000) + "\r\nx\r\n")));
  }

  /** Trailers after an empty chunked body, without end. */
  public static Step trailers() {
    return Step.raw(send(CHUNKED + "0\r\n"), endless(block("X-Many: y\r\n")));
  }

  /** A chunked body that arrives byte by byte, one per interval. */
  public static Step drip(Duration interval) {
    return Step.raw(send(CHUNKED), endless(bytes("1\r\nx\r\n"), interval));
  }

  private static byte[] block(String unit) {
    return bytes(unit.repeat(Math.max(1, BLOCK / unit.length())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
