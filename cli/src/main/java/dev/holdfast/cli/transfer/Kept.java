/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.Request;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.resume.ContentRange;
import java.util.Optional;

/**
 * The beginning of a body that broke off.
 *
 * @param count how many bytes, at least 1
 * @param of which body
 */
record Kept(long count, Representation of) {

  /** How an answer to the question for the rest is to be used. */
  enum Use {
    /** It is the rest. */
    CONTINUE,
    /** It is the whole body, perhaps a new version of it. */
    ANEW,
    /** It is neither, or cannot be joined safely: ask for the whole. */
    ASK_AGAIN,
    /** It is the server's error. */
    ERROR
  }

  Request ask(Request request) {
    return of.rest(request, count);
  }

  Use use(StreamedResponse response) {
    int status = response.status();
    if (status == 416) {
      return Use.ASK_AGAIN;
    }
    if (!response.ok()) {
      return Use.ERROR;
    }
    if (status == 206) {
      return fits(response) ? Use.CONTINUE : Use.ASK_AGAIN;
    }
    // The answer to a request for a range is not decoded: a coded body would be stored as it is.
    return Representation.isCoded(response) ? Use.ASK_AGAIN : Use.ANEW;
  }

  private boolean fits(StreamedResponse response) {
    Optional<ContentRange> range = ContentRange.of(response.headers());
    return range.isPresent()
        && range.get().first() == count
        && (of.length() < 0 || range.get().length() == of.length())
        && !of.contradicts(response)
        && !Representation.isCoded(response);
  }
}
