/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Runs a saga, or a single story, once, in one mode. */
final class Play {

  /** The mode of a call. */
  enum Mode {
    /** {@link Session#request}. */
    BLOCKING,
    /** {@link Session#sendAsync}, every step of which runs on the calling thread. */
    ASYNCHRONOUS
  }

  private final Saga saga;
  private final Mode mode;
  private final VirtualTime time = VirtualTime.create();
  private final ScriptedTransport transport;
  private final List<Attempt> observed = new ArrayList<>();
  private Story story;

  private Play(Saga saga, Mode mode) {
    this.saga = saga;
    this.mode = mode;
    this.story = saga.chapters().get(0).story();
    this.transport = new ScriptedTransport(story, time);
  }

  /** The traces of all calls; the thread's interrupt flag is clear afterwards. */
  static List<Trace> of(Saga saga, Mode mode) {
    return new Play(saga, mode).with(Setup.company(saga.shared()));
  }

  /** The trace of the story; the thread's interrupt flag is clear afterwards. */
  static Trace of(Story story, Mode mode) {
    return new Play(Saga.alone(story), mode)
        .with(new Setup(story.plan()).session())
        .get(0);
  }

  /** The trace in blocking mode. */
  static Trace of(Story story) {
    return of(story, Mode.BLOCKING);
  }

  private List<Trace> with(SessionBuilder settings) {
    Session session = settings
        .transport(transport)
        .asyncTransport(AsyncTransport.overThreads(transport, Runnable::run))
        .executor(Runnable::run)
        .time(time)
        .random(new Random(saga.seed()))
        .observer(this::observe)
        .build();
    transport.closer(session::close);
    List<Trace> traces = new ArrayList<>();
    try (session) {
      for (Saga.Chapter chapter : saga.chapters()) {
        time.advance(Duration.ofNanos(chapter.gapNanos()));
        story = chapter.story();
        transport.next(story);
        observed.clear();
        traces.add(call(session));
      }
    }
    return traces;
  }

  private Trace call(Session session) {
    long start = time.nanoTime();
    StringBuilder words = new StringBuilder();
    Trace.Ending ending;
    boolean interrupted;
    try {
      ending = end(session, words);
    } finally {
      interrupted = Thread.interrupted();
    }
    return new Trace(
        transport.sightings(),
        ending,
        start,
        time.nanoTime(),
        interrupted,
        transport.opened(),
        transport.released(),
        time.pendingTimers(),
        List.copyOf(observed),
        words + "\n" + observed);
  }

  private void observe(Attempt attempt) {
    observed.add(attempt);
    if (story.step(observed.size() - 1).interruptedAfter()) {
      Thread.currentThread().interrupt();
    }
  }

  private Trace.Ending end(Session session, StringBuilder words) {
    Setup setup = new Setup(story.plan());
    try {
      Response response = mode == Mode.BLOCKING
          ? session.request(setup.request())
          : joined(session.sendAsync(setup.request()));
      return Results.of(response, words);
    } catch (RequestException e) {
      return Results.of(e, words);
    } catch (RuntimeException | Error e) {
      return new Trace.Ending.Crashed(e.toString());
    }
  }

  private static Response joined(CompletableFuture<Response> future) {
    try {
      // All calls have ended by now, except one that breaks off, which ends on a thread of the
      // session.
      return future.orTimeout(30, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RequestException failure ? failure : e;
    }
  }
}
