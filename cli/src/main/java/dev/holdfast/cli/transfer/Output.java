/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.message.Url;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of the answer goes: to a file if one was named and the answer is good, else to
 * standard output. What a script keeps from its last good call is not lost to an error page.
 */
public final class Output implements AutoCloseable {

  private final OutputStream standard;
  private final BooleanSupplier pipe;
  private final boolean withHead;
  private final Optional<OutputFile> file;
  private @Nullable BodySink good;
  private @Nullable BodySink bad;

  /**
   * @param standard the standard output
   * @param pipe whether that is a pipe; asked when a write fails
   * @param withHead whether status line and headers come first
   * @param file for a good answer, if not the standard output
   */
  public Output(
      OutputStream standard, BooleanSupplier pipe, boolean withHead, Optional<OutputFile> file) {
    this.standard = standard;
    this.pipe = pipe;
    this.withHead = withHead;
    this.file = file;
  }

  /** What an earlier run has kept of that body, if it was asked for and can be continued. */
  Optional<Kept> kept(Url url) throws IOException {
    if (file.isPresent() && file.get().continued()) {
      PartFileSink sink = file.get().openPart(url);
      good = sink;
      return sink.kept();
    }
    return Optional.empty();
  }

  /** The sink for that response, the same one for each of its kind. */
  BodySink sinkFor(StreamedResponse response) throws IOException {
    if (!response.ok() || file.isEmpty()) {
      if (bad == null) {
        bad = new StreamSink(standard, withHead, pipe);
      }
      return bad;
    }
    if (good == null) {
      good = file.get().open(withHead);
    }
    return good;
  }

  /** The file for a good answer. */
  Optional<Path> path() {
    return file.map(OutputFile::path);
  }

  @Override
  public void close() throws IOException {
    try {
      if (good != null) {
        good.close();
      }
    } finally {
      if (bad != null) {
        bad.close();
      }
    }
  }
}
