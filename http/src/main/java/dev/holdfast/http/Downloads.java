/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.download.Download;
import dev.holdfast.http.resume.DownloadRun;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The start of a download, and its blocking call. */
final class Downloads {

  /** Headers that ask for a part of the body, or for none. A download sets the first two itself. */
  private static final List<String> CONDITIONS = List.of("Range", "If-Range");

  private Downloads() {}

  /** Returns that request, if that download can use it. */
  static Request checked(Request request, Download download) {
    Objects.requireNonNull(request, "request");
    if (download.errors().isPresent()) {
      return request;
    }
    if (request.method().equals("HEAD")) {
      throw InvalidRequestException.of(new IllegalArgumentException(
          "method: HEAD (expected: one whose response has a body to download)"));
    }
    for (String name : CONDITIONS) {
      if (request.headers().contains(name)) {
        throw InvalidRequestException.of(new IllegalArgumentException(
            name + ": set (expected: none, a download asks for the rest itself)"));
      }
    }
    return request;
  }

  /** Opens the target of the body. */
  static DownloadRun open(Download download, HttpCall call) {
    Request request = call.request();
    boolean own = CONDITIONS.stream().anyMatch(request.headers()::contains);
    DownloadRun.Question question = own
        ? DownloadRun.Question.OWN_RANGE
        : request.method().equals("GET")
            ? DownloadRun.Question.WHOLE
            : DownloadRun.Question.NO_RANGES;
    return DownloadRun.open(
        download, question, request.url(), call.deadline(), call.parts().time());
  }

  /** Makes the call and saves its body. */
  static DownloadedResponse run(
      SessionParts parts, Carriers carriers, Download download, HttpCall call) {
    try {
      call.saveTo(open(download, call));
    } catch (RequestException | UncheckedIOException notSent) {
      call.events().failed(notSent);
      throw notSent;
    }
    return call.hedges()
        ? new HedgedBlockingCall<>(
                parts,
                carriers.asynchronous(call.request()),
                call,
                ResponseHandler.downloaded(call))
            .run()
        : call.end()
            .downloaded(new BlockingHttpCall(carriers.blocking(call.request()), call).run());
  }
}
