/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs one story through {@link Session#request} on the calling thread. */
final class BlockingLane {

  private final Story story;
  private final VirtualTime time = VirtualTime.create();
  private final ScriptedTransport transport;
  private final List<Attempt> observed = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();

  private BlockingLane(Story story) {
    this.story = story;
    this.transport = new ScriptedTransport(story, time);
  }

  /** The trace of the story; the thread's interrupt flag is clear afterwards. */
  static Trace play(Story story) {
    return new BlockingLane(story).play();
  }

  private Trace play() {
    Setup setup = new Setup(story.plan());
    Session session = setup
        .session()
        .transport(transport)
        .time(time)
        .random(new Random(story.seed()))
        .observer(this::observe)
        .build();
    transport.closer(session::close);
    Trace.Ending ending;
    long end;
    boolean interrupted;
    try (session) {
      ending = end(session, setup);
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

  private Trace.Ending end(Session session, Setup setup) {
    try {
      return Results.of(session.request(setup.request()), words);
    } catch (RequestException e) {
      return Results.of(e, words);
    } catch (RuntimeException | Error e) {
      return new Trace.Ending.Crashed(e.toString());
    }
  }
}
