/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.concurrent.TransformingSubscriber;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body between a transport and a subscriber. One coded buffer may become many. Each is
 * made only on demand, so a small body that decodes to a huge one costs no more memory than one
 * buffer.
 */
public final class DecodingSubscriber extends TransformingSubscriber<ByteBuffer> {

  private static final int CHUNK = 8_192;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ContentDecoder decoder;
  private ByteBuffer coded = NOTHING;
  private boolean mayHoldMore;

  /** Creates a subscriber that delivers the decoded pieces to the target. */
  public DecodingSubscriber(ContentDecoder decoder, Flow.Subscriber<? super ByteBuffer> target) {
    super(target);
    this.decoder = decoder;
  }

  @Override
  protected boolean step(boolean ended, @Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
      return true;
    }
    if (exhausted()) {
      ByteBuffer next = take();
      if (next == null) {
        return awaitMore(ended);
      }
      coded = next;
    }
    if (!wanted()) {
      return false;
    }
    ByteBuffer out = ByteBuffer.allocate(CHUNK);
    if (decodes(() -> decoder.decode(coded, out))) {
      mayHoldMore = !out.hasRemaining();
      if (out.position() > 0) {
        give(out.flip());
      }
    }
    return true;
  }

  private boolean exhausted() {
    return !coded.hasRemaining() && !mayHoldMore;
  }

  /**
   * Completes, which needs no demand, or requests more on demand. Returns false if it has to wait.
   */
  private boolean awaitMore(boolean ended) {
    if (!ended) {
      return wanted() && ask();
    }
    if (decodes(decoder::finish)) {
      complete();
    }
    return true;
  }

  private interface Decoding {
    void run() throws TransportException;
  }

  /**
   * Runs the decoder; false if it failed. Third-party libraries of some codings may throw anything.
   */
  private boolean decodes(Decoding decoding) {
    try {
      decoding.run();
      return true;
    } catch (TransportException | Error e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(Bodies.brokenOff(e));
    }
    return false;
  }

  @Override
  protected void release() {
    decoder.close();
  }
}
