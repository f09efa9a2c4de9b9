/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.resume.ContentRange;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.Optional;

/** Copies the body of one response, or the rest of one, and knows how far it has come. */
final class BodyCopy {

  private static final int CHUNK = 65_536;

  private final StreamedResponse response;
  /** Of which body the response brings the rest; empty if it brings the whole. */
  private final Optional<Representation> of;
  /** Where the response must end, or -1 if only its framing says so. */
  private final long end;

  private final long total;
  private long count;
  private boolean useless;

  private BodyCopy(
      StreamedResponse response, Optional<Representation> of, long from, long end, long total) {
    this.response = response;
    this.of = of;
    this.count = from;
    this.end = end;
    this.total = total;
  }

  static BodyCopy whole(StreamedResponse response) {
    long length = Representation.length(response).orElse(-1);
    return new BodyCopy(response, Optional.empty(), 0, -1, length);
  }

  /** Of a response that fits. */
  static BodyCopy rest(StreamedResponse response, Kept kept) {
    ContentRange range = ContentRange.of(response.headers()).orElseThrow();
    Representation of = new Representation(kept.of().validator(), range.length());
    return new BodyCopy(response, Optional.of(of), kept.count(), range.last() + 1, range.length());
  }

  /** How many bytes of the body are there, those of earlier responses included. */
  long count() {
    return count;
  }

  /** What the rest can be asked for with, if it can. */
  Optional<Kept> kept() {
    return useless || count == 0
        ? Optional.empty()
        : of.or(() -> Representation.of(response)).map(known -> new Kept(count, known));
  }

  /**
   * Copies to the end.
   *
   * @throws TransportException if the body does not arrive whole
   * @throws IOException if it cannot be written
   */
  void run(BodySink sink, Progress progress) throws IOException {
    progress.begin(count);
    byte[] buffer = new byte[CHUNK];
    int read = response.body().read(buffer);
    while (read >= 0) {
      if (end >= 0 && count + read > end) {
        useless = true;
        throw failure("the server sent more than bytes up to " + (end - 1) + ", as it had said");
      }
      sink.write(buffer, read);
      count += read;
      progress.at(count, total);
      read = response.body().read(buffer);
    }
    if (end >= 0 && (count < end || end < total)) {
      throw failure("the server sent only " + count + " of " + total + " bytes");
    }
  }

  /** A failure of the body that the transport cannot see. */
  TransportException failure(String message) {
    return TransportException.of(
        FailureKind.CONNECTION_BROKEN_MID_BODY, Sent.ANSWERED, message, null);
  }
}
