/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.StreamedResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes a 206 brings (RFC 9110 section 14.4).
 *
 * @param first counted from 0
 * @param last included
 * @param length of the whole
 */
record ContentRange(long first, long last, long length) {

  private static final Pattern FORM =
      Pattern.compile("(?i)bytes +([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  /** Empty if there is none, or one that contradicts itself, or one without the whole length. */
  static Optional<ContentRange> of(StreamedResponse response) {
    return response
        .header("Content-Range")
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
