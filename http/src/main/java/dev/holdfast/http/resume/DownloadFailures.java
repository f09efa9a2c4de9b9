/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.concurrent.FileInterrupts;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The failures of a download apart from those of its transport. */
final class DownloadFailures {

  private DownloadFailures() {}

  static TransportException bad(String message) {
    return of(FailureKind.BAD_RESPONSE, message);
  }

  static TransportException brokenOff(long count, long total) {
    return of(
        FailureKind.CONNECTION_BROKEN_MID_BODY,
        "the answer ended after " + count + " of " + total + " bytes");
  }

  /**
   * Returns the failure of a call that ended first: at its deadline, or because it was cancelled.
   */
  static TransportException ended(boolean late) {
    return of(
        late ? FailureKind.DEADLINE_EXCEEDED : FailureKind.CANCELLED,
        "the call had ended before the body was in its place");
  }

  /**
   * Returns the failure of a body that could not be written.
   *
   * @throws TransportException if that was because the thread was interrupted, or the call is over
   */
  static UncheckedIOException unwritten(Download download, IOException cause)
      throws TransportException {
    if (cause instanceof TimedSink.LateException late) {
      throw late.closed()
          ? of(FailureKind.CANCELLED, "the session was closed while the body was written")
          : of(FailureKind.DEADLINE_EXCEEDED, "the deadline passed while the body was written");
    }
    if (FileInterrupts.caused(cause)) {
      throw Bodies.interrupted(cause);
    }
    return unwritable(download, cause);
  }

  static UncheckedIOException unwritable(Download download, IOException cause) {
    String what = download.file().map(file -> "file: " + file).orElse("sink: it");
    return new UncheckedIOException(what + " cannot be written: " + cause.getMessage(), cause);
  }

  private static TransportException of(FailureKind kind, String message) {
    return TransportException.of(kind, Sent.ANSWERED, message, null);
  }
}
