/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.cli.trace.Timeline;
import dev.holdfast.engine.Decision;
import dev.holdfast.http.Category;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.StopReason;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call and carries the body of its answer to where it belongs, as it comes. A body that
 * breaks off is continued from there, if the server can prove that the rest belongs to the same
 * version of it, or fetched anew, if nothing of it has left this program; within the same retries
 * and the same deadline.
 */
public final class Transfer {

  private final Session session;
  private final BodyRetries retries;
  private final Deadline deadline;
  private final Output output;
  private final Timeline timeline;
  private final Progress progress;
  private long received;

  /**
   * @param retries decides about bodies that break off
   * @param deadline of the whole run
   */
  public Transfer(
      Session session,
      BodyRetries retries,
      Deadline deadline,
      Output output,
      Timeline timeline,
      Progress progress) {
    this.session = session;
    this.retries = retries;
    this.deadline = deadline;
    this.output = output;
    this.timeline = timeline;
    this.progress = progress;
  }

  /** What follows a call: the end, or another call that may continue what was kept. */
  private record Step(@Nullable Ended ended, @Nullable Kept kept) {
    static Step end(Ended how) {
      return new Step(how, null);
    }

    static Step again(@Nullable Kept from) {
      return new Step(null, from);
    }
  }

  /**
   * Runs to the end.
   *
   * @throws IOException if the body cannot be written
   * @throws dev.holdfast.http.RequestException if there is no answer to hand back
   */
  public Ended run(Request request) throws IOException {
    Step step = Step.again(output.kept(request.url()).orElse(null));
    while (step.ended() == null) {
      step = call(request, step.kept());
    }
    return step.ended();
  }

  private Step call(Request whole, @Nullable Kept kept) throws IOException {
    timeline.callBegins();
    Request request = (kept == null ? whole : kept.ask(whole))
        .within(deadline)
        .retry(retries.left(timeline.retries()));
    try (StreamedResponse response = session.stream(request)) {
      if (kept == null) {
        return carry(response, BodyCopy.whole(response), output.sinkFor(response));
      }
      return switch (kept.use(response)) {
        case CONTINUE -> carry(response, BodyCopy.rest(response, kept), output.sinkFor(response));
        case ANEW, ERROR -> carry(response, BodyCopy.whole(response), output.sinkFor(response));
        case ASK_AGAIN -> Step.again(null);
      };
    } finally {
      progress.clear();
      timeline.bodyEnded();
    }
  }

  private Step carry(StreamedResponse response, BodyCopy copy, BodySink sink) throws IOException {
    long before = copy.count();
    try {
      if (before == 0) {
        if (!sink.canRestart()) {
          throw copy.failure("it has changed since a part of it was written out");
        }
        sink.begin(response);
      }
      copy.run(sink, progress);
    } catch (TransportException failure) {
      received += copy.count() - before;
      return brokenOff(response, copy, sink, failure);
    }
    received += copy.count() - before;
    sink.complete();
    return Step.end(Ended.of(response, received, Optional.empty()));
  }

  private Step brokenOff(
      StreamedResponse response, BodyCopy copy, BodySink sink, TransportException failure) {
    progress.clear();
    String statusLine = Ended.statusLine(response.status(), response.reason());
    if (!response.ok()) {
      String message = "the body of the " + statusLine + " was lost: " + failure.getMessage();
      return Step.end(failed(response, Category.of(failure.kind()), message, failure));
    }
    Optional<Kept> kept = copy.kept();
    Decision decision =
        retries.decide(failure, kept.isPresent() || sink.canRestart(), timeline.retries());
    timeline.bodyFailed(statusLine, failure, decision);
    if (decision instanceof Decision.Retry retry && slept(retry.delayNanos())) {
      return Step.again(kept.orElse(null));
    }
    boolean late = decision instanceof Decision.Stop stop && stop.why() == StopReason.DEADLINE;
    String message = Timeline.message(statusLine, failure);
    return Step.end(failed(
        response,
        late ? Category.DEADLINE_EXCEEDED : Category.of(failure.kind()),
        (late ? decision.reason() + " (" + message + ")" : message) + timeline.summary(),
        failure));
  }

  private Ended failed(
      StreamedResponse response, Category category, String message, Exception cause) {
    return Ended.of(response, received, Optional.of(new Ended.Failure(category, message, cause)));
  }

  private static boolean slept(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
