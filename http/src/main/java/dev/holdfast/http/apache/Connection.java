/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.time.Nanos;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;

/** One connection to an origin, buffered on both sides. */
final class Connection extends PoolState.Pooled {

  /** Makes times comparable, which readings of {@link System#nanoTime()} are not. */
  private static final long EPOCH = System.nanoTime();

  private final Origin origin;
  private final Wire wire;
  private final WireInput wireInput;
  private final Inbox inbox;
  private final RequestOutput output;
  private final boolean secure;
  private final String remote;
  private final long oldAt;

  private int requests;
  private long writtenBefore;
  private long goodUntil;

  private Connection(
      Made made, WireInput wireInput, InputStream source, OutputStream sink, boolean secure) {
    this.origin = made.origin();
    this.wire = made.wire();
    this.oldAt = Nanos.add(System.nanoTime() - EPOCH, made.ageNanos());
    this.wireInput = wireInput;
    this.inbox = new Inbox(source);
    this.output = new RequestOutput(sink);
    this.secure = secure;
    this.remote = AddressMemory.text(wire.remote());
  }

  /**
   * What a connection is made of.
   *
   * @param ageNanos the age at which it is to be given up
   */
  record Made(Origin origin, Wire wire, long ageNanos) {}

  static Connection plain(Made made) {
    WireInput source = WireInput.unbuffered(made.wire());
    return new Connection(made, source, source, new WireOutput(made.wire()), false);
  }

  static Connection secure(Made made, WireInput wireInput, SSLSocket socket) throws IOException {
    return new Connection(made, wireInput, socket.getInputStream(), socket.getOutputStream(), true);
  }

  @Override
  public Origin origin() {
    return origin;
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

  @Override
  public String remote() {
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

  /** Nanoseconds until its age is up. */
  long ageLeft(long now) {
    return oldAt - (now - EPOCH);
  }

  /** If it rests now, it is good for that long. */
  void goodFor(long nanos, long now) {
    goodUntil = Nanos.add(now - EPOCH, nanos);
  }

  /** Whether it can carry another request: young, open, and nothing unread on it. */
  boolean fit() {
    return System.nanoTime() - EPOCH < goodUntil
        && inbox.quiet()
        && !wireInput.hasBuffered()
        && wire.quiet();
  }

  /** Closes at once: a graceful end could block, and no peer needs it. */
  void close() {
    wire.close();
  }
}
