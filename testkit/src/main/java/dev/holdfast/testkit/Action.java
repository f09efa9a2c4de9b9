/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.engine.time.Nanos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One action of a {@link FaultServer} on a connection. A sequence of actions is a step, see
 * {@link Step#raw}, and can produce any misbehaviour on the wire.
 *
 * <p>If the connection is still open at the end of a sequence, the server waits for the next
 * request on it. Immutable.
 */
public final class Action {

  private final String description;
  private final Move move;

  private Action(String description, Move move) {
    this.description = description;
    this.move = move;
  }

  /** Sends the text, encoded as UTF-8. */
  public static Action send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the bytes. */
  public static Action send(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Action("send(" + copy.length + " bytes)", wire -> wire.send(copy));
  }

  /** Sends the bytes one by one, waiting before each but the first. */
  public static Action drip(byte[] bytes, Duration interval) {
    byte[] copy = bytes.clone();
    long nanos = nanos("interval", interval);
    return new Action("drip(" + copy.length + " bytes)", wire -> wire.drip(copy, nanos));
  }

  /** As {@link #drip(byte[], Duration)}, with text encoded as UTF-8. */
  public static Action drip(String text, Duration interval) {
    return drip(text.getBytes(StandardCharsets.UTF_8), interval);
  }

  /** Sends the same bytes again and again until the client leaves or the server is closed. */
  public static Action endless(byte[] chunk) {
    return endless(chunk, Duration.ZERO);
  }

  /**
   * As {@link #endless(byte[])}, waiting after each time.
   *
   * @throws IllegalArgumentException if {@code chunk} is empty or {@code interval} negative
   */
  public static Action endless(byte[] chunk, Duration interval) {
    if (chunk.length == 0) {
      throw new IllegalArgumentException("chunk: 0 bytes (expected: >= 1)");
    }
    byte[] copy = chunk.clone();
    long nanos = nanos("interval", interval);
    return new Action("endless(" + copy.length + " bytes)", wire -> wire.endless(copy, nanos));
  }

  /** Waits, in real time; ends early when the server is closed. */
  public static Action pause(Duration length) {
    long nanos = nanos("length", length);
    return new Action("pause(" + Nanos.format(nanos) + ")", wire -> wire.pause(nanos));
  }

  /** Waits for this many bytes from the client, or its end of stream, and discards them. */
  public static Action receive(int bytes) {
    return new Action("receive(" + bytes + " bytes)", wire -> wire.receive(bytes));
  }

  /** Reads and discards until the client ends its side or leaves, then goes on. */
  public static Action drain() {
    return new Action("drain", Wire::drain);
  }

  /** Sends nothing more until the client leaves or the server is closed. */
  public static Action stall() {
    return new Action("stall", Wire::stall);
  }

  /**
   * Neither reads nor sends until the server is closed: the client's writes stop once the buffers
   * between the two are full. (A server that does not read cannot tell that the client has left.)
   */
  public static Action freeze() {
    return new Action("freeze", Wire::freeze);
  }

  /** Ends the server's side of the connection (FIN) and continues to read. Not for TLS. */
  public static Action halfClose() {
    return new Action("halfClose", Wire::halfClose);
  }

  /** Closes the connection regularly: with a FIN, over TLS after a close_notify. */
  public static Action fin() {
    return new Action("fin", Wire::fin);
  }

  /** Closes the connection with a FIN but, over TLS, without a close_notify. */
  public static Action cut() {
    return new Action("cut", Wire::cut);
  }

  /** Closes the connection with an RST. */
  public static Action rst() {
    return new Action("rst", Wire::rst);
  }

  /** Does the TLS handshake with the given certificate; only before anything was read. */
  public static Action startTls(TestCertificate certificate) {
    return new Action(
        "startTls(" + certificate + ")", wire -> wire.startTls(certificate.serverContext()));
  }

  private static long nanos(String name, Duration duration) {
    return Nanos.of(Nanos.requireNotNegative(name, duration));
  }

  void playOn(Wire wire) throws IOException, InterruptedException {
    move.playOn(wire);
  }

  @Override
  public String toString() {
    return description;
  }

  @FunctionalInterface
  private interface Move {
    void playOn(Wire wire) throws IOException, InterruptedException;
  }
}
