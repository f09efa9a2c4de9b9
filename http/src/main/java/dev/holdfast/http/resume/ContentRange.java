/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.message.Headers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of bytes in a 206 (RFC 9110 section 14.4).
 *
 * @param first the first byte, counted from 0
 * @param last the last byte, inclusive
 * @param length of the whole
 */
public record ContentRange(long first, long last, long length) {

  private static final Pattern FORM =
      Pattern.compile("(?i)bytes +([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  /**
   * Parses the field; empty if there is none, more than one, one that contradicts itself, or one
   * without the whole length.
   */
  public static Optional<ContentRange> of(Headers headers) {
    return headers.all("Content-Range").size() > 1
        ? Optional.empty()
        : headers
            .first("Content-Range")
            .map(String::strip)
            .map(FORM::matcher)
            .filter(Matcher::matches)
            .map(form -> new ContentRange(
                Long.parseLong(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3))))
            .filter(range -> range.first <= range.last && range.last < range.length);
  }
}
