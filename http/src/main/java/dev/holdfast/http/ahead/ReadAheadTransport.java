/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.ahead;

import dev.holdfast.http.around.ResponseAround;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.Supplier;

/**
 * A wrapper of a transport for one call that streams its body and wants its beginning read before.
 * It owns nothing and is never closed.
 */
public final class ReadAheadTransport implements Transport {

  private final Transport transport;
  private final ReadAhead ahead;

  /** Creates a transport that reads at most that many bytes ahead. */
  public ReadAheadTransport(Transport transport, int bytes) {
    this.transport = transport;
    this.ahead = new ReadAhead(bytes);
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    TransportResponse response = transport.send(request, limits, listener);
    return ahead.of(response.status(), response.headers()) ? begun(response) : response;
  }

  private TransportResponse begun(TransportResponse response) throws TransportException {
    InputStream body = response.body();
    byte[] start;
    try {
      start = body.readNBytes(ahead.bytes());
    } catch (IOException e) {
      response.close();
      throw ReadAhead.lost(
          new TransportException.Head(response.status(), response.reason(), response.headers()), e);
    }
    InputStream inMemory = new ByteArrayInputStream(start);
    if (start.length < ahead.bytes()) {
      // The body is whole, so that the connection is released.
      Headers trailers = response.trailers();
      response.close();
      return new Begun(response, inMemory, () -> trailers);
    }
    return new Begun(response, new SequenceInputStream(inMemory, body), response::trailers);
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {}

  /** A response whose body was read in part or wholly. */
  private static final class Begun extends ResponseAround {

    private final InputStream body;
    private final Supplier<Headers> after;

    Begun(TransportResponse response, InputStream body, Supplier<Headers> after) {
      super(response);
      this.body = body;
      this.after = after;
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public Headers trailers() {
      return after.get();
    }

    @Override
    public void discard(long maxBytes, long maxNanos) {
      response.close();
    }
  }
}
