/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Runs one story, once, on a lane of its own. */
final class Play {

  /** Which way a call goes. */
  enum Lane {
    /** {@link Session#request}. */
    BLOCKING,
    /** {@link Session#sendAsync}, every step of which runs on the calling thread. */
    ASYNCHRONOUS
  }

  private final Story story;
  private final VirtualTime time = VirtualTime.create();
  private final ScriptedTransport transport;
  private final List<Attempt> observed = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();

  private Play(Story story) {
    this.story = story;
    this.transport = new ScriptedTransport(story, time);
  }

  /** The trace of the story; the thread's interrupt flag is clear afterwards. */
  static Trace of(Story story, Lane lane) {
    return new Play(story).on(lane);
  }

  /** The trace on the blocking lane. */
  static Trace of(Story story) {
    return of(story, Lane.BLOCKING);
  }

  private Trace on(Lane lane) {
    Setup setup = new Setup(story.plan());
    Session session = setup
        .session()
        .transport(transport)
        .asyncTransport(new AsyncScriptedTransport(transport))
        .executor(Runnable::run)
        .time(time)
        .random(new Random(story.seed()))
        .observer(this::observe)
        .build();
    transport.closer(session::close);
    Trace.Ending ending;
    long end;
    boolean interrupted;
    try (session) {
      ending = end(session, setup, lane);
      end = time.nanoTime();
    } finally {
      interrupted = Thread.interrupted();
    }
    return new Trace(
        transport.sightings(),
        ending,
        end,
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

  private Trace.Ending end(Session session, Setup setup, Lane lane) {
    try {
      Response response = lane == Lane.BLOCKING
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
      // All but a call that breaks off is done by now, and that ends on a thread of the session.
      return future.orTimeout(30, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RequestException failure ? failure : e;
    }
  }
}
