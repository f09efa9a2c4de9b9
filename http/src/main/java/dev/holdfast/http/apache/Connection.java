/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/** One connection to an origin, buffered on both sides. */
final class Connection implements ModalCloseable {

  private final Wire wire;
  private final WireInput wireInput;
  private final Inbox inbox;
  private final RequestOutput output;
  private final boolean secure;
  private final String remote;

  private int requests;
  private long writtenBefore;
  private long idleSince;
  private long idleLimit;

  private Connection(
      Wire wire, WireInput wireInput, InputStream source, OutputStream sink, boolean secure) {
    this.wire = wire;
    this.wireInput = wireInput;
    this.inbox = new Inbox(source);
    this.output = new RequestOutput(sink);
    this.secure = secure;
    this.remote = describe(wire);
  }

  static Connection plain(Wire wire) {
    WireInput source = WireInput.unbuffered(wire);
    return new Connection(wire, source, source, new WireOutput(wire), false);
  }

  static Connection secure(Wire wire, WireInput wireInput, SSLSocket socket) throws IOException {
    return new Connection(wire, wireInput, socket.getInputStream(), socket.getOutputStream(), true);
  }

  Wire wire() {
    return wire;
  }

  WireInput wireInput() {
    return wireInput;
  }

  Inbox inbox() {
    return inbox;
  }

  RequestOutput output() {
    return output;
  }

  boolean secure() {
    return secure;
  }

  String remote() {
    return remote;
  }

  /** Whether it has carried a request before this one. */
  boolean reused() {
    return requests > 1;
  }

  /** The next request begins: what the kernel takes from here on belongs to it. */
  void beginRequest(AttemptClock clock) {
    wire.attach(clock);
    requests++;
    writtenBefore = wire.written();
  }

  /** Whether any byte of the present request may have left the process. */
  boolean wroteAnything() {
    return wire.written() != writtenBefore;
  }

  /** The connection rests from now on, and is good for that long. */
  void rest(long limitNanos) {
    idleSince = System.nanoTime();
    idleLimit = limitNanos;
  }

  /** Whether it has rested longer than allowed. */
  boolean tooOld() {
    return System.nanoTime() - idleSince > idleLimit;
  }

  /** Whether it can carry another request: young, open, and nothing unread on it. */
  boolean fit() {
    return !tooOld() && inbox.quiet() && !wireInput.hasBuffered() && wire.quiet();
  }

  /** Closes at once in every mode: a graceful end could block, and no peer needs it. */
  @Override
  public void close(CloseMode mode) {
    wire.close();
  }

  @Override
  public void close() {
    wire.close();
  }

  private static String describe(Wire wire) {
    try {
      // Java puts a slash before addresses that have no name.
      return String.valueOf(wire.channel().getRemoteAddress()).replaceFirst("^/", "");
    } catch (IOException closed) {
      return "closed";
    }
  }
}
