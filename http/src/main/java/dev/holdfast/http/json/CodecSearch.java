/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.json;

import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.codec.CodecException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a codec with the loader of this library, then with the calling thread's. A codec whose
 * libraries are missing does not hide one that works.
 */
final class CodecSearch {

  /** The limit of broken codecs. A class path that cannot be read fails again on every look-up. */
  private static final int MOST_BROKEN = 16;

  private @Nullable BodyCodec best;
  private @Nullable Throwable trouble;

  private CodecSearch() {}

  /**
   * Returns the codec with the highest priority.
   *
   * @throws CodecException if no usable codec is found
   */
  static BodyCodec best() throws CodecException {
    CodecSearch search = new CodecSearch();
    search.in(BodyCodec.class.getClassLoader());
    if (search.best == null) {
      search.in(Thread.currentThread().getContextClassLoader());
    }
    return search.result();
  }

  private BodyCodec result() throws CodecException {
    if (best != null) {
      return best;
    }
    String expected = "(expected: holdfast-jackson3 or holdfast-jackson2 beside holdfast-http, or"
        + " codec(…) of the session's builder";
    if (trouble != null) {
      throw new CodecException(
          "no codec that can be used, " + Codecs.root(trouble) + " " + expected
              + ", with libraries of versions that fit together)",
          trouble);
    }
    throw new CodecException("no codec is there " + expected + ")");
  }

  private void in(@Nullable ClassLoader loader) {
    Iterator<BodyCodec> providers = ServiceLoader.load(BodyCodec.class, loader).iterator();
    for (int broken = 0; broken < MOST_BROKEN; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        consider(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        if (trouble == null) {
          trouble = e;
        }
        broken++;
      }
    }
  }

  private void consider(BodyCodec codec) {
    BodyCodec known = best;
    if (known == null || codec.priority() > known.priority()) {
      best = codec;
    }
  }
}
