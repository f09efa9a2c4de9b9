/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.download.Download;
import dev.holdfast.http.resume.DownloadRun;
import dev.holdfast.time.Deadline;
import java.util.List;
import java.util.Objects;

/** How a download begins. */
final class Downloads {

  /** Headers that ask for a part of the body, or for none: a download sets the first two itself. */
  private static final List<String> CONDITIONS = List.of("Range", "If-Range");

  private Downloads() {}

  /** That request, if it can be the one of a download. */
  static Request checked(Request request) {
    Objects.requireNonNull(request, "request");
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

  /** Opens what the body goes to. */
  static DownloadRun open(Download download, Request request, Deadline deadline) {
    Objects.requireNonNull(download, "download");
    return DownloadRun.open(download, request.method(), request.url(), deadline);
  }
}
