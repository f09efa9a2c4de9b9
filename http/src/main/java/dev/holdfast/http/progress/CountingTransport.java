/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.progress;

import dev.holdfast.http.around.ResponseAround;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A wrapper of a transport for one call, which counts the bytes of its bodies. It owns nothing and
 * is never closed.
 */
public final class CountingTransport implements Transport {

  private final Transport transport;
  private final ProgressMeter meter;

  /** Wraps a transport, whose bodies a meter counts. */
  public CountingTransport(Transport transport, ProgressMeter meter) {
    this.transport = transport;
    this.meter = meter;
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    int attempt = meter.begin();
    return new Counted(
        transport.send(meter.counted(request, attempt), limits, listener), meter, attempt);
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {}

  private static final class Counted extends ResponseAround {

    private final ProgressMeter meter;
    private final int attempt;

    Counted(TransportResponse response, ProgressMeter meter, int attempt) {
      super(response);
      this.meter = meter;
      this.attempt = attempt;
    }

    @Override
    public InputStream body() {
      return new CountedInput(response.body(), this);
    }
  }

  private static final class CountedInput extends FilterInputStream {

    private final Counted of;
    private final ProgressMeter.Extent extent;
    private long count;

    CountedInput(InputStream body, Counted of) {
      super(body);
      this.of = of;
      this.extent = of.meter.extent(of.status(), of.headers());
      this.count = extent.from();
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        got(1);
      }
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int size = in.read(target, offset, length);
      if (size > 0) {
        got(size);
      }
      return size;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = in.skip(n);
      if (skipped > 0) {
        got(skipped);
      }
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void got(long size) {
      count += size;
      of.meter.tell(extent.at(of.attempt, count));
    }
  }
}
