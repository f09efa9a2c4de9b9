/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.engine.time.Nanos;
import org.jspecify.annotations.Nullable;

/** One connection to an origin, buffered on both sides. */
final class Connection extends PoolState.Pooled {

  /** Makes times comparable, which readings of {@link System#nanoTime()} are not. */
  private static final long EPOCH = System.nanoTime();

  private final Origin origin;
  private final Wire wire;
  private final @Nullable TlsWire tls;
  private final Inbox inbox;
  private final RequestOutput output;
  private final String remote;
  private final long oldAt;

  private int requests;
  private long writtenBefore;
  private long goodUntil;

  private Connection(Made made, @Nullable TlsWire tls) {
    this.origin = made.origin();
    this.wire = made.wire();
    this.oldAt = Nanos.add(System.nanoTime() - EPOCH, made.ageNanos());
    this.tls = tls;
    this.inbox = new Inbox(tls == null ? wire : tls);
    this.output = new RequestOutput(new ConnectionOutput(wire, tls));
    this.remote = AddressMemory.text(wire.remote());
  }

  /**
   * What a connection is made of.
   *
   * @param ageNanos the age at which it is to be given up
   */
  record Made(Origin origin, Wire wire, long ageNanos) {}

  static Connection plain(Made made) {
    return new Connection(made, null);
  }

  /** @param tls after its handshake */
  static Connection secure(Made made, TlsWire tls) {
    return new Connection(made, tls);
  }

  @Override
  public Origin origin() {
    return origin;
  }

  Wire wire() {
    return wire;
  }

  Inbox inbox() {
    return inbox;
  }

  RequestOutput output() {
    return output;
  }

  /** Whether the peer has said that it sends no more; true where it cannot say so. */
  boolean endAnnounced() {
    return tls == null || tls.endAnnounced();
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
    return System.nanoTime() - EPOCH < goodUntil && wire.stopped() == null && inbox.quiet();
  }

  /** Closes at once: TLS says goodbye, but nothing is waited for. */
  void close() {
    if (tls == null) {
      wire.close();
    } else {
      tls.close();
    }
  }
}
