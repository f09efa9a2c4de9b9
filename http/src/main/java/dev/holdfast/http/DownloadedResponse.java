/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.resume.DownloadRun;
import java.util.Optional;

/**
 * The response to a {@linkplain Session#download download} that is whole and in its place; or an
 * error, if the download {@linkplain dev.holdfast.http.download.Download#errorsInto returns errors
 * as responses}. Immutable and thread-safe.
 */
public final class DownloadedResponse extends HttpResponse {

  private final Response response;
  private final long size;
  private final long continuedFrom;

  DownloadedResponse(Response response, DownloadRun run) {
    super(response.request, response.received, response.history);
    this.response = response;
    DownloadRun saved = run.savedBy(response.status());
    this.size = saved == null ? 0 : saved.count();
    this.continuedFrom = saved == null ? 0 : saved.earlier();
  }

  /** Returns the size of the saved body in bytes, after decoding: that of the file. */
  public long size() {
    return size;
  }

  /**
   * Returns the number of bytes that an earlier call had saved, so that this one did not fetch
   * them; 0 if it began anew.
   */
  public long continuedFrom() {
    return continuedFrom;
  }

  /** Returns why the body of an error did not arrive whole; empty if it did. */
  public Optional<String> bodyLost() {
    return Optional.ofNullable(received.bodyFailure()).map(Throwable::getMessage);
  }

  @Override
  public DownloadedResponse raiseForStatus() {
    response.raiseForStatus();
    return this;
  }

  /** Returns status, URL and size; no headers. */
  @Override
  public String toString() {
    return "DownloadedResponse[" + status() + " from " + url() + ", " + size + " bytes]";
  }
}
