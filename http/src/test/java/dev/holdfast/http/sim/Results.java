/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;

/** What a caller sees of a result, as plain data; and its words, to be searched for secrets. */
final class Results {

  private Results() {}

  static Trace.Ending of(Response response, StringBuilder words) {
    words.append(response).append(response.explain());
    return new Trace.Ending.Returned(response.status(), response.text(), response.attempts());
  }

  static Trace.Ending of(RequestException e, StringBuilder words) {
    words.append(e).append(e.explain()).append(e.request()).append(e.response());
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      words.append(cause);
    }
    return new Trace.Ending.Failed(
        e.category(),
        e.sent(),
        e.response().map(Response::status),
        e.retryAfter(),
        e.getClass().getSimpleName(),
        e.attempts());
  }
}
