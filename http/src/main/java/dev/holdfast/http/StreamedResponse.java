/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.body.BodyStream;
import dev.holdfast.http.body.WholeFile;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.concurrent.FileInterrupts;
import dev.holdfast.http.runtime.OpenStreams;
import dev.holdfast.http.text.BodyText;
import dev.holdfast.http.text.LineIterator;
import dev.holdfast.http.text.TextLines;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is read from the connection, for bodies that are too large for memory or
 * have no end. It holds a connection and must be closed. A response that was not closed is reported
 * to the logger {@code dev.holdfast.http}, and its connection is reclaimed.
 *
 * <p>Retries and redirects are over when the call returns it. A body that breaks off is not fetched
 * again: reading it throws. The deadline and the other timeouts of the call hold while it is read.
 * Content codings are decoded as for other responses; the size is not limited, and the memory does
 * not depend on it.
 *
 * <p>For one thread at a time.
 *
 * <pre>{@code
 * try (StreamedResponse response = session.stream(Request.get(url))) {
 *   response.raiseForStatus().copyTo(Path.of("report.csv"));
 * }
 * }</pre>
 */
public final class StreamedResponse extends HttpResponse implements AutoCloseable {

  private final HttpCall call;
  private final @Nullable ContentDecoder decoder;
  private final BodyStream body;
  private final OpenStreams.Lease lease;

  /**
   * Creates a response that owns the connection.
   *
   * @throws TransportException if its content coding is unknown; with an error status, reading the
   *     body fails with that instead
   */
  StreamedResponse(HttpCall call, ReceivedResponse received, TransportResponse connection)
      throws TransportException {
    super(call.request(), received, call.history());
    this.call = call;
    this.decoder = LostBody.decoder(call.parts().bodies(), received);
    this.body = new BodyStream(connection.body(), decoder, call.deadline(), this::ended);
    received.trailers(connection::trailers);
    TransportException lost = received.bodyFailure();
    if (lost != null) {
      body.fail(lost);
    }
    this.lease =
        call.parts().openStreams().register(this, url().masked(), connection, call.deadline());
  }

  /**
   * Returns the body, to be read once; always the same stream. The end of the stream means that the
   * body is whole.
   *
   * <p>Every failure is a {@link TransportException}, an {@link java.io.IOException} with a
   * {@link TransportException#kind}: {@link FailureKind#CONNECTION_BROKEN_MID_BODY},
   * {@link FailureKind#READ_TIMEOUT}, {@link FailureKind#DEADLINE_EXCEEDED},
   * {@link FailureKind#DECODING_ERROR}… Every further read throws it again.
   */
  public InputStream body() {
    return body;
  }

  /**
   * Writes the body to a file: first to a temporary one beside it, which replaces the file when the
   * body is whole. So the file never holds a partial body, and is unchanged if anything fails.
   * Links to it and its permissions are kept. A device or a pipe is written directly, and must
   * accept the body before the deadline.
   *
   * @return the number of bytes written
   * @throws IllegalStateException if a part of the body was read before: the file would not be
   *     complete. After {@link #toResponse} the body is still available.
   * @throws RequestException if the body does not arrive whole
   * @throws UncheckedIOException if the file cannot be written
   */
  public long copyTo(Path file) {
    Objects.requireNonNull(file, "file");
    requireWhole();
    byte[] inMemory = received.body();
    try (this;
        WholeFile whole = WholeFile.open(file, inMemory == null ? call.deadline() : anew());
        InputStream from = inMemory == null ? body : new ByteArrayInputStream(inMemory)) {
      long count = from.transferTo(whole.out());
      whole.complete();
      return count;
    } catch (TransportException e) {
      throw bodyLost(e);
    } catch (IOException e) {
      if (FileInterrupts.caused(e)) {
        throw bodyLost(Bodies.interrupted(e));
      }
      throw new UncheckedIOException("file: " + file + " cannot be written: " + e, e);
    }
  }

  /**
   * Returns a new deadline: a body in memory has met its own, and writing it to a pipe may take as
   * long again.
   */
  private Deadline anew() {
    return Deadline.afterNanos(call.deadline().lengthNanos(), TimeSource.system());
  }

  /**
   * Returns the lines of the body, read on demand, in the character set that
   * {@link Response#text()} would use. A line ends with LF, CR or CR LF, and may have as many
   * characters as the session's {@code maxBodySize} has bytes. To be used once, by one thread;
   * close the stream or this response.
   *
   * @return lines; reading the next one throws a {@link RequestException} if the body breaks off
   * @throws IllegalStateException if a part of the body was read before
   */
  public Stream<String> lines() {
    return lines(BodyText.lines(headers(), maxChars()));
  }

  /** Returns the lines as {@link #lines()} does, in that character set. */
  public Stream<String> lines(Charset charset) {
    return lines(TextLines.in(Objects.requireNonNull(charset, "charset"), maxChars()));
  }

  private int maxChars() {
    return call.parts().bodies().maxBytes();
  }

  private Stream<String> lines(TextLines lines) {
    requireWhole();
    byte[] inMemory = received.body();
    InputStream from = inMemory == null ? body : new ByteArrayInputStream(inMemory);
    LineIterator iterator = new LineIterator(from, lines, this::bodyLost);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                iterator, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(this::close);
  }

  /**
   * Reads the body into memory, up to the session's {@code maxBodySize}, and closes this response.
   * Can be called again, with the same result. With an error status the response counts even if its
   * body does not arrive whole: see {@link Response}.
   *
   * @throws IllegalStateException if a part of the body was read before
   * @throws RequestException if the body does not arrive whole or is too large
   */
  public Response toResponse() {
    requireWhole();
    try (this) {
      if (received.body() == null) {
        received.body(call.parts().bodies().readAll(body));
      }
    } catch (TransportException e) {
      if (!LostBody.statusDecides(received, e)) {
        throw bodyLost(e);
      }
      received.bodyLost(e);
    }
    return call.end().response(received);
  }

  /**
   * Returns this response, unless its status is an error; then reads the body and closes it.
   *
   * @throws StatusException if the status is 400 or higher; its response has the body
   */
  @Override
  public StreamedResponse raiseForStatus() {
    if (!ok()) {
      toResponse().raiseForStatus();
    }
    return this;
  }

  /**
   * Returns the connection to the pool. If the body was not read to its end, up to 64 KiB are read
   * within 0.1 s so that the connection can be reused; else it is closed. Idempotent.
   */
  @Override
  public void close() {
    if (!body.done()) {
      body.fail(TransportException.of(
          FailureKind.CANCELLED, Sent.ANSWERED, "the response was closed", null));
    }
    lease.release();
    if (decoder != null) {
      decoder.close();
    }
  }

  private void ended() {
    received.trailed(received.trailers());
    close();
  }

  /**
   * Refuses a body of which a part was read, because the rest must not be mistaken for the whole.
   */
  private void requireWhole() {
    if (received.body() == null && body.begun()) {
      throw new IllegalStateException("the body was read before, wholly or in part"
          + " (expected: one that is read once; toResponse() keeps it in memory)");
    }
  }

  private RequestException bodyLost(TransportException cause) {
    return call.end().bodyLost(received, cause).toException();
  }

  /** Returns status and URL; neither headers nor body. */
  @Override
  public String toString() {
    return "StreamedResponse[" + status() + " from " + url() + "]";
  }
}
