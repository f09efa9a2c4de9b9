/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.resume.DownloadRun;

/**
 * The response to a {@linkplain Session#download download} that is whole and in its place.
 * Immutable and thread-safe.
 */
public final class DownloadedResponse extends HttpResponse {

  private final long size;
  private final long continuedFrom;

  DownloadedResponse(Response response, DownloadRun run) {
    super(response.request, response.received, response.history);
    this.size = run.count();
    this.continuedFrom = run.earlier();
  }

  /** The size of the body in bytes, after decoding: that of the file. */
  public long size() {
    return size;
  }

  /**
   * How many of its bytes an earlier call had left, so that this one did not fetch them; 0 if it
   * began anew.
   */
  public long continuedFrom() {
    return continuedFrom;
  }

  /** Returns this: the response to a download is never an error. */
  @Override
  public DownloadedResponse raiseForStatus() {
    return this;
  }

  /** Status, URL and size; no headers. */
  @Override
  public String toString() {
    return "DownloadedResponse[" + status() + " from " + url() + ", " + size + " bytes]";
  }
}
