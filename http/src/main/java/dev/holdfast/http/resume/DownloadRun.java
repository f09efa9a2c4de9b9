/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import static dev.holdfast.http.resume.DownloadFailures.bad;
import static dev.holdfast.http.resume.DownloadFailures.brokenOff;
import static dev.holdfast.http.resume.DownloadFailures.unwritable;
import static dev.holdfast.http.resume.DownloadFailures.unwritten;

import dev.holdfast.http.concurrent.CloseableTime;
import dev.holdfast.http.concurrent.FileInterrupts;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of one download, over all attempts of its call: the range that each requests, whether
 * the response continues the present part, and the target of its bytes. For one thread at a time,
 * except for {@link #close}.
 */
public final class DownloadRun implements Closeable {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private static final int CHUNK = 65_536;
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int FIRST_ERROR = 400;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** The kind of the caller's request. */
  public enum Question {
    /** A request for the whole body, and for the rest of it if it breaks off. */
    WHOLE,
    /** A request for the whole body, by a method that has no ranges. */
    NO_RANGES,
    /** A request for a part that the caller has named. */
    OWN_RANGE
  }

  private final Download download;
  private final Question question;
  private final TimedSink.Limit limit;
  private final DownloadSink sink;
  private final @Nullable PartFile part;
  /** The target of errors, if every status is a result. */
  private final @Nullable DownloadRun errors;

  private final SinkEnd sinkEnd;
  /** The body whose beginning the sink has; null if it cannot be continued. */
  private @Nullable Representation of;

  private long count;
  /** The number of bytes at the beginning of the present attempt. */
  private long before;
  /** The number of bytes from before the call. */
  private long earlier;
  /** The position where the present response must end, or -1 if only its framing says so. */
  private long end;

  private long total;
  private boolean begun;
  private boolean continued;
  /** Whether the body is whole. Another attempt may follow nevertheless. */
  private boolean whole;

  private DownloadRun(
      Download download,
      Question question,
      DownloadSink sink,
      @Nullable PartFile part,
      @Nullable DownloadRun errors,
      TimedSink.Limit limit) {
    this.download = download;
    this.question = question;
    this.limit = limit;
    this.sink = part == null ? new TimedSink(sink, limit) : sink;
    this.sinkEnd = new SinkEnd(this.sink, limit.deadline(), this::closeSink);
    this.part = part;
    this.errors = errors;
  }

  /**
   * Opens the target of the body.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static DownloadRun open(
      Download download, Question question, Url url, Deadline deadline, CloseableTime time) {
    TimedSink.Limit limit = new TimedSink.Limit(deadline, time);
    DownloadRun errors = download
        .errors()
        .map(sink ->
            new DownloadRun(Download.into(sink), Question.OWN_RANGE, sink, null, null, limit))
        .orElse(null);
    if (download.file().isEmpty()) {
      return new DownloadRun(
          download, question, download.sink().orElseThrow(), null, errors, limit);
    }
    try {
      return FileInterrupts.deferred(() -> {
        PartFile part = PartFile.open(download, question == Question.WHOLE, url);
        DownloadRun run = new DownloadRun(download, question, part, part, errors, limit);
        part.kept().ifPresent(run::goOnWith);
        return run;
      });
    } catch (IOException e) {
      throw unwritable(download, e);
    }
  }

  private void goOnWith(Kept kept) {
    of = kept.of();
    count = kept.count();
    earlier = count;
  }

  /** Returns the beginning that the next attempt continues. */
  private Optional<Kept> kept() {
    return !whole && count > 0 && of != null ? Optional.of(new Kept(count, of)) : Optional.empty();
  }

  /**
   * Returns the headers of the next attempt. It requests the rest of the body, without content
   * codings, because ranges count the stored bytes.
   *
   * @param own the headers that the caller has set
   */
  public Headers asked(Headers complete, Headers own) {
    if (whole) {
      // The body did not meet a condition, or a hook asks for another one.
      whole = false;
      drop();
    }
    before = count;
    Optional<Kept> kept = kept();
    boolean asIs = own.contains("Accept-Encoding") || download.asksForCodings() && kept.isEmpty();
    Headers plain = asIs ? complete : complete.with("Accept-Encoding", "identity");
    return kept.map(known -> known.ask(plain)).orElse(plain);
  }

  /**
   * Returns why that response is not the requested rest; the next attempt then requests the whole.
   * Empty if it can be used, or is an error of another kind.
   */
  public Optional<String> misfit(int status, Headers headers) {
    Optional<Kept> kept = kept();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> misfit = switch (status) {
      case RANGE_NOT_SATISFIABLE -> Optional.of("no such range");
      case PARTIAL_CONTENT -> kept.get().misfit(headers);
      case OK -> kept.get().misfitOfWhole(headers);
      default -> Optional.empty();
    };
    if (misfit.isPresent()) {
      drop();
    }
    return misfit.map(why -> "status " + status + " is not the rest of the "
        + kept.get().count() + " bytes that are there (" + why + "): the whole is asked for");
  }

  /**
   * Returns the download that saves the body of a response with that status; null if it goes into
   * memory.
   */
  public @Nullable DownloadRun savedBy(int status) {
    if (errors == null) {
      return status >= 200 && status < 300 && status != 204 && status != 205 ? this : null;
    }
    if (status < FIRST_ERROR) {
      return status == NOT_MODIFIED ? null : this;
    }
    return begun && !sink.canRestart() ? null : errors;
  }

  /**
   * Whether the body of such a response waits for the decision, because another attempt may follow.
   */
  public boolean waitsForDecision(int status) {
    return errors != null && status >= FIRST_ERROR;
  }

  /** Whether a response with that status is a result, even if nothing was saved. */
  public boolean isResult(int status) {
    return sinkEnd.isComplete()
        || errors != null && (status >= FIRST_ERROR || status == NOT_MODIFIED);
  }

  /**
   * Writes the body of a response.
   *
   * @param body decoded; fails with a {@link TransportException} only
   * @throws TransportException if it does not arrive whole, is too large or fails a check
   * @throws UncheckedIOException if it cannot be written
   */
  public void save(DownloadSink.Head head, Instant now, InputStream body)
      throws TransportException {
    begin(head, now);
    byte[] chunk = new byte[CHUNK];
    int read = read(body, chunk);
    while (read >= 0) {
      write(ByteBuffer.wrap(chunk, 0, read));
      read = read(body, chunk);
    }
    end();
  }

  private static int read(InputStream body, byte[] chunk) throws TransportException {
    try {
      return body.read(chunk);
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("a body fails with a TransportException", e);
    }
  }

  /** Begins the body of a response that {@link #misfit fits}. */
  void begin(DownloadSink.Head head, Instant now) throws TransportException {
    Optional<Kept> kept = kept();
    if (head.status() == PARTIAL_CONTENT && question != Question.OWN_RANGE) {
      if (kept.isEmpty()) {
        throw bad("a 206 although no range was asked for").asPermanent();
      }
      continued = true;
      ContentRange range = ContentRange.of(head.headers()).orElseThrow();
      end = range.last() + 1;
      total = range.length();
      of = kept.get().of().withLength(total);
      limit(total);
      return;
    }
    limit(head.length());
    end = -1;
    total = head.length();
    restart(head, now);
  }

  private void restart(DownloadSink.Head head, Instant now) throws TransportException {
    if (begun && !sink.canRestart()) {
      throw bad("it has changed since a part of it was written out").asPermanent();
    }
    drop();
    begun = true;
    continued = false;
    of = question == Question.WHOLE
        ? Representation.of(head.status(), head.headers(), now).orElse(null)
        : null;
    try {
      sink.begin(head);
      if (part != null) {
        part.belongsTo(of);
      }
    } catch (IOException e) {
      throw unwritten(download, e);
    }
  }

  private void drop() {
    of = null;
    count = 0;
    earlier = 0;
  }

  /** Writes the next bytes. */
  void write(ByteBuffer bytes) throws TransportException {
    int size = bytes.remaining();
    if (end >= 0 && count + size > end) {
      of = null;
      throw bad("more bytes came than Content-Range said, up to " + (end - 1));
    }
    limit(count + size);
    try {
      sink.write(bytes);
    } catch (IOException e) {
      throw unwritten(download, e);
    }
    count += size;
  }

  private void limit(long bytes) throws TransportException {
    if (bytes > download.maxBytes()) {
      of = null;
      throw bad("the body is larger than the " + download.maxBytes()
              + " bytes that the download may have (maxBytes)")
          .asPermanent();
    }
  }

  /** Ends the response, as its framing says. */
  void end() throws TransportException {
    if (end >= 0 && (count < end || end < total)) {
      throw brokenOff(count, total);
    }
    try {
      PartFile file = part;
      Optional<String> problem = file == null || download.checks().isEmpty()
          ? Optional.empty()
          : limit.bound(() -> file.problem(download.checks()));
      if (problem.isPresent()) {
        throw refused(problem.get());
      }
      whole = true;
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw unwritten(download, e);
    }
  }

  /**
   * Replaces the file with a whole body, after which no other attempt follows.
   *
   * @throws TransportException if the call has ended meanwhile
   * @throws UncheckedIOException if it cannot be replaced
   */
  public void place() throws TransportException {
    if (errors != null) {
      errors.place();
    }
    if (!whole || sinkEnd.isComplete()) {
      return;
    }
    try {
      sinkEnd.complete();
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw unwritten(download, e);
    }
  }

  private TransportException refused(String problem) throws IOException {
    boolean again = continued;
    drop();
    if (part != null) {
      part.forget();
    }
    TransportException failure = bad("the body is not what was expected: " + problem);
    return again ? failure : failure.asPermanent();
  }

  /** Whether a body that broke off can be fetched again, as a whole or in part. */
  public boolean canGoOn() {
    return kept().isPresent() || !begun || sink.canRestart();
  }

  /** Whether the present attempt has received a part that the next one continues. */
  public boolean advanced() {
    return count > before && kept().isPresent();
  }

  /** Returns the number of bytes. */
  public long count() {
    return count;
  }

  /** Returns the number of bytes from before this call. */
  public long earlier() {
    return earlier;
  }

  /** Ends without a whole body, unless it is complete. Idempotent. Callable from any thread. */
  @Override
  public void close() {
    sinkEnd.close();
    if (errors != null) {
      errors.close();
    }
  }

  private void closeSink() {
    try {
      if (part != null && !sinkEnd.isComplete() && kept().isEmpty()) {
        part.forget();
      }
      sink.close();
    } catch (IOException e) {
      // The end of the call was already reported, and the next call checks the remaining files.
      LOGGER.log(System.Logger.Level.WARNING, "what is left of a download was not closed", e);
    }
  }
}
