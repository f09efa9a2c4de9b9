/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/**
 * Enforces the rules for every coded body: it must not grow beyond the limit (network bytes are
 * compared with decoded ones), and one without a single byte may be complete.
 */
final class GuardedDecoder implements ContentDecoder {

  /**
   * The size up to which a body may grow without a limit: a page of spaces is not an attack. 4 MiB
   * fit into any heap that can hold a client.
   */
  static final long ALWAYS_ALLOWED = 4L << 20;

  private final ContentDecoder decoder;
  private final int maxRatio;
  private final boolean mayBeEmpty;
  private long coded;
  private long decoded;

  GuardedDecoder(ContentDecoder decoder, int maxRatio, boolean mayBeEmpty) {
    this.decoder = decoder;
    this.maxRatio = maxRatio;
    this.mayBeEmpty = mayBeEmpty;
  }

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws TransportException {
    int before = in.position();
    int start = out.position();
    decoder.decode(in, out);
    coded += in.position() - before;
    decoded += out.position() - start;
    if (decoded > ALWAYS_ALLOWED && decoded / maxRatio > coded) {
      throw CodingFailure.bomb(coded, decoded, maxRatio);
    }
  }

  @Override
  public void finish() throws TransportException {
    if (coded > 0 || !mayBeEmpty) {
      decoder.finish();
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
