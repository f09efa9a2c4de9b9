/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.http.listen.Progress.Direction;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes a call whose body goes to a file, if one was given and the answer is successful; else to
 * standard output as it arrives. So an error page does not overwrite the file of the last
 * successful call.
 *
 * @param standard the standard output
 * @param pipe whether that is a pipe; evaluated when a write fails
 * @param withHead whether status line and headers come first
 * @param file for a successful answer, if not the standard output
 * @param progress shows the progress
 * @param deadline of the call
 */
public record Transfer(
    OutputStream standard,
    BooleanSupplier pipe,
    boolean withHead,
    Optional<OutputFile> file,
    Progress progress,
    Deadline deadline) {

  /**
   * Makes the call.
   *
   * @throws IOException if the body cannot be written
   * @throws dev.holdfast.http.RequestException if there is no answer
   */
  public DownloadedResponse run(Session session, Request request) throws IOException {
    Request told = request.progress(step -> {
      if (step.direction() == Direction.RECEIVING) {
        progress.received(
            step.attempt(), step.from(), step.bytes(), step.total().orElse(-1));
      }
    });
    try {
      return session.download(told, download());
    } catch (UncheckedIOException unwritable) {
      throw unwritable.getCause();
    } finally {
      progress.end();
    }
  }

  private Download download() throws IOException {
    DownloadSink shown = new StreamSink(standard, withHead, pipe);
    if (file.isEmpty()) {
      return Download.into(shown).errorsInto(shown).codings(true);
    }
    return file.get().continued()
        ? Download.to(file.get().target()).overwritePart(true).errorsInto(shown)
        : Download.into(file.get().open(withHead, deadline)).errorsInto(shown).codings(true);
  }
}
