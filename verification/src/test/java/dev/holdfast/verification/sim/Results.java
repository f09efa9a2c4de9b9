/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import java.time.Instant;
import java.util.List;

/** The result that a caller sees, as plain data, and its texts, which are searched for secrets. */
final class Results {

  /** Stands for a body that did not arrive completely. */
  static final String LOST = "no whole body";

  private Results() {}

  static Trace.Ending of(Response response, StringBuilder words) {
    words.append(response).append(response.explain());
    return new Trace.Ending.Returned(response.status(), body(response), response.attempts());
  }

  private static String body(Response response) {
    try {
      return response.text();
    } catch (RequestException lost) {
      return LOST;
    }
  }

  /**
   * The attempts without their notes: the loss of the last body is noted after they were reported.
   */
  static List<Attempt> unnoted(List<Attempt> attempts) {
    return attempts.stream().map(Results::unnoted).toList();
  }

  private static Attempt unnoted(Attempt told) {
    return new Attempt(
        told.number(),
        told.method(),
        told.url(),
        Instant.EPOCH, // clocks that are set differ
        told.start(),
        told.elapsed(),
        told.phases(),
        told.result(),
        told.decision(),
        told.reason(),
        told.delay(),
        List.of(),
        told.headers());
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
