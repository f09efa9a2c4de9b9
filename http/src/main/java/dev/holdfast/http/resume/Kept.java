/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.message.Headers;
import java.util.Optional;

/**
 * The beginning of a body that broke off.
 *
 * @param count the number of bytes, at least 1
 * @param of the body
 */
public record Kept(long count, Representation of) {

  /** Returns that request for the rest alone. */
  public Headers ask(Headers request) {
    return of.rest(request, count);
  }

  /** Returns why that 206 is not the rest; empty if it is. */
  public Optional<String> misfit(Headers headers) {
    Optional<ContentRange> range = ContentRange.of(headers);
    if (range.isEmpty()) {
      return Optional.of("no usable Content-Range");
    }
    if (range.get().first() != count) {
      return Optional.of("bytes from " + range.get().first());
    }
    if (of.length() >= 0 && range.get().length() != of.length()) {
      return Optional.of("another length, " + range.get().length() + " and not " + of.length());
    }
    if (!of.isOf(headers)) {
      return Optional.of("another version");
    }
    return Representation.isCoded(headers) ? Optional.of("a content coding") : Optional.empty();
  }

  /**
   * Returns why that 200 is not the whole body; empty if it may be. Servers that handle ranges
   * themselves sometimes forget the status 206.
   */
  Optional<String> misfitOfWhole(Headers headers) {
    return ContentRange.of(headers)
        .filter(range -> range.last() - range.first() + 1 < range.length())
        .map(range -> "bytes " + range.first() + " to " + range.last() + " alone");
  }
}
