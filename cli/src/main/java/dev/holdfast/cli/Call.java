/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.cli.option.OutputOptions;
import dev.holdfast.cli.option.Reason;
import dev.holdfast.cli.report.Report;
import dev.holdfast.cli.trace.CallEnd;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.cli.trace.Timeline;
import dev.holdfast.cli.trace.Trace;
import dev.holdfast.cli.transfer.BoundedOutput;
import dev.holdfast.cli.transfer.ClosedPipeException;
import dev.holdfast.cli.transfer.OutputFile;
import dev.holdfast.cli.transfer.Progress;
import dev.holdfast.cli.transfer.Transfer;
import dev.holdfast.http.Category;
import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** One call: from the options to the exit code. */
final class Call {

  private final Streams streams;
  private final CallOptions options;
  private final OutputOptions shown;
  private final Trace trace;
  private final Progress progress;
  private final Timeline timeline;
  private final Deadline deadline;
  private final BoundedOutput afterBody;

  Call(Streams streams, CallOptions options) {
    this.streams = streams;
    this.options = options;
    this.shown = options.output();
    this.trace = trace(shown, streams);
    this.progress = progress();
    this.timeline = new Timeline(trace, progress::clear, System.nanoTime());
    this.deadline = Deadline.after(options.deadline(), TimeSource.system());
    this.afterBody = new BoundedOutput(streams.out(), deadline);
  }

  private static Trace trace(OutputOptions shown, Streams streams) {
    return shown.trace().isEmpty() && !shown.showsErrors()
        ? Trace.silent(streams.err())
        : Trace.of(shown.trace(), streams.err(), streams.errIsTerminal() && !shown.silent());
  }

  /**
   * Sends the request and prints the answer.
   *
   * @param target the request without headers
   * @return the exit code
   */
  int run(Supplier<Request> target) {
    try {
      return send(target).code();
    } catch (RequestException e) {
      return unusable(e).code();
    } catch (UsageException | IllegalArgumentException e) {
      return unusable(e).code();
    }
  }

  /** Reports a refused argument. The library's messages have the same form. */
  private Exit unusable(RuntimeException error) {
    streams.err().println("holdfast: " + Printable.line(String.valueOf(error.getMessage())));
    return Exit.USAGE;
  }

  private Exit send(Supplier<Request> target) {
    CallRequest parts = new CallRequest(options);
    Transfer transfer = transfer();
    try {
      Request request = parts.of(target.get()).within(deadline);
      Cookies cookies = Cookies.of(options.request(), streams.in());
      try (Session session =
          CallSession.open(options, request.url(), timeline, cookies, parts.authentication())) {
        warn();
        return withCookies(cookies, session, transfer, request);
      }
    } catch (ClosedPipeException e) {
      return Exit.WRITE; // as every program in a pipeline: its reader has read enough
    } catch (IOException e) {
      if (shown.showsErrors()) {
        streams
            .err()
            .println("holdfast: cannot write the answer: " + Printable.line(Reason.withFile(e)));
      }
      return Exit.WRITE;
    }
  }

  /** Makes the call and writes the cookies, however the call ends. */
  private Exit withCookies(Cookies cookies, Session session, Transfer transfer, Request request)
      throws IOException {
    boolean written;
    Exit exit;
    try {
      exit = transferred(session, transfer, request);
    } finally {
      written = cookies.write(afterBody, streams.err(), shown.showsErrors());
    }
    return exit == Exit.OK && !written ? Exit.WRITE : exit;
  }

  private Exit transferred(Session session, Transfer transfer, Request request) throws IOException {
    timeline.callBegins();
    try {
      return ended(transfer.run(session, request), request);
    } catch (RequestException e) {
      if (e.category() == Category.INVALID_REQUEST && e.attempts().isEmpty()) {
        throw e;
      }
      return failed(e, request);
    }
  }

  private void warn() {
    if (options.connection().insecure()) {
      trace.warn("--insecure: the server's certificate is not verified; the call can be read and"
          + " changed on its way");
    }
  }

  private Transfer transfer() {
    return new Transfer(
        streams.out(), streams.outIsPipe(), shown.include(), outputFile(), progress, deadline);
  }

  /**
   * The file for the body. Refuses a file that cannot be written, before anything is fetched for
   * it.
   */
  private Optional<OutputFile> outputFile() {
    Optional<Path> path = shown.output();
    if (shown.continued() && path.isEmpty()) {
      throw new UsageException("--continue-at", "given without a file", "-o FILE");
    }
    if (shown.continued() && shown.include()) {
      throw new UsageException("--continue-at", "given with --include", "one of the two");
    }
    try {
      return path.isEmpty()
          ? Optional.empty()
          : Optional.of(OutputFile.at(path.get(), shown.continued()));
    } catch (IOException e) {
      throw new UsageException("--output", "'" + path.get() + "'", Reason.of(e));
    }
  }

  private Progress progress() {
    boolean elsewhere = shown.output().isPresent() || !streams.outIsTerminal();
    return new Progress(
        streams.err(), streams.errIsTerminal() && elsewhere && !shown.silent(), System::nanoTime);
  }

  private Exit ended(DownloadedResponse response, Request request) throws IOException {
    CallEnd end = CallEnd.answered(response, timeline);
    if (response.bodyLost().isPresent() && shown.showsErrors()) {
      // The status shows how the call ended; a partial body would pass for the whole one.
      String status = (response.status() + " " + response.reason()).strip();
      streams
          .err()
          .println("holdfast: "
              + Printable.line("the body of the " + status + " was lost: "
                  + response.bodyLost().get()));
    }
    trace.end(end);
    Exit exit = Exit.of(response.status());
    long received = response.size() - response.continuedFrom();
    report(end, response.headers(), response.url(), request, received, exit);
    return exit;
  }

  private Exit failed(RequestException error, Request request) throws IOException {
    CallEnd end = CallEnd.failed(error, timeline);
    trace.end(end);
    debug(error);
    Exit exit = Exit.of(error);
    Headers headers = error.response().map(it -> it.headers()).orElse(Headers.empty());
    Url url = error.response().map(it -> it.url()).orElse(request.url());
    try {
      report(end, headers, url, request, progress.received(), exit);
    } catch (ClosedChannelException | InterruptedIOException unread) {
      // Nothing has read the output before the deadline. The call has failed in any case.
    }
    return exit;
  }

  private void report(
      CallEnd end, Headers headers, Url url, Request request, long received, Exit exit)
      throws IOException {
    if (shown.format().isPresent()) {
      long sent = Math.max(0, request.body().length());
      Report report =
          new Report(end, headers, url.masked(), request.method(), sent, received, exit.code());
      new Printed(streams, afterBody).print(shown.format().get(), report);
    }
  }

  private void debug(Exception error) {
    if (shown.debug()) {
      error.printStackTrace(streams.err());
    }
  }
}
