/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.concurrent.TransformingSubscriber;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Splits a published body into items, on demand, and requests no more bytes than they need. Items
 * that were complete before a failure are delivered before it.
 */
public final class SplittingSubscriber<T> extends TransformingSubscriber<T> {

  private final Splitter<T> splitter;
  private @Nullable T ready;

  /** Creates a subscriber that delivers the items of the splitter to the target. */
  public SplittingSubscriber(Splitter<T> splitter, Flow.Subscriber<? super T> target) {
    super(target);
    this.splitter = splitter;
  }

  @Override
  protected boolean step(boolean ended, @Nullable Throwable failure) {
    try {
      if (ready == null) {
        ready = splitter.next();
      }
      if (ready == null) {
        ByteBuffer piece = take();
        if (piece != null) {
          splitter.add(piece);
          return true;
        }
        if (ended) {
          ready = splitter.last();
        }
      }
    } catch (TransportException e) {
      fail(e);
      return true;
    }
    T item = ready;
    if (item == null) {
      return rest(ended, failure);
    }
    if (!wanted()) {
      return false;
    }
    ready = null;
    give(item);
    return true;
  }

  /** Handles the case that no item is available. */
  private boolean rest(boolean ended, @Nullable Throwable failure) {
    if (ended) {
      complete();
      return true;
    }
    if (failure != null) {
      fail(failure);
      return true;
    }
    return wanted() && ask();
  }
}
