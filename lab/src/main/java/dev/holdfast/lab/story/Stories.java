/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import static dev.holdfast.lab.story.Goal.firstSecond;
import static dev.holdfast.lab.story.Goal.healthy;
import static dev.holdfast.lab.story.Goal.load;
import static dev.holdfast.lab.story.Goal.okAfter;
import static dev.holdfast.lab.story.Goal.okDuring;
import static dev.holdfast.lab.story.Goal.peak;

import dev.holdfast.http.Retry;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.server.Collapsing;
import dev.holdfast.lab.server.Hung;
import dev.holdfast.lab.server.LongTail;
import dev.holdfast.lab.server.RateLimited;
import dev.holdfast.lab.server.Shedding;
import dev.holdfast.lab.server.Trouble;
import dev.holdfast.lab.server.Troubled;
import dev.holdfast.lab.server.Weak;
import dev.holdfast.lab.sim.World;
import dev.holdfast.latency.Hedge;
import dev.holdfast.limit.ConcurrencyLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All stories, in the order of the tables, with their goals. */
public final class Stories {

  private static final Trouble ALWAYS = new Trouble(0, Integer.MAX_VALUE / 2);

  private Stories() {}

  /** The stories of the tables. */
  public static List<Story> all() {
    List<Story> all = new ArrayList<>();
    outages(all);
    asked(all);
    overload(all);
    limits(all);
    flaky(all);
    fleets(all);
    settings(all);
    return List.copyOf(all);
  }

  /**
   * A new story of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Story named(String id) {
    return all().stream()
        .filter(story -> story.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("story: " + id + " (expected: one of "
            + all().stream().map(Story::id).toList() + ")"));
  }

  private static void outages(List<Story> to) {
    Goal[] goals = {
      load(1.1), firstSecond(2), peak(1.2), healthy(1), okAfter(99.9),
    };
    to.add(always("refuse", "refuses connections for 60 s", Answer.REFUSED).goals(goals));
    to.add(always("hang", "does not answer for 60 s", Troubled.silence()).goals(goals));
    to.add(always("503", "answers 503 for 60 s", Answer.UNAVAILABLE).goals(goals));
    Goal[] slow = {load(1.1), peak(1.5), healthy(2), okAfter(99.5)};
    to.add(always("hang27", "does not answer for 60 s; read timeout 27 s", Troubled.silence())
        .read(27)
        .goals(slow));
    to.add(new Story(
            "hang27-cut",
            "does not answer for 60 s, then resets all connections; read timeout 27 s",
            scene -> new Hung(
                scene.world(), scene.tally(), scene.steady(), scene.story().trouble()))
        .read(27)
        .goals(slow));
  }

  private static void asked(List<Story> to) {
    Goal[] goals = {load(1.1), firstSecond(2), peak(1.3), healthy(2), okAfter(99.5)};
    for (int seconds : new int[] {2, 5, 20}) {
      to.add(always(
              "503-ra" + seconds,
              "answers 503 with Retry-After: " + seconds + " for 60 s",
              Answer.retryAfter(503, seconds))
          .goals(goals));
    }
    to.add(always("429-ra5", "answers 429 with Retry-After: 5 for 60 s", Answer.retryAfter(429, 5))
        // No call returns earlier than asked, so all is well five seconds later.
        .goals(load(1.1), firstSecond(2), peak(1.5), healthy(6), okAfter(99.5)));
    to.add(date("503-date", "answers 503 with the date of its return for 60 s").goals(goals));
    to.add(date("cron-date", "answers 503 with the date of its return; a call in 20 s each")
        .rate(0.05)
        .clients(2_000)
        .goals(load(1.1), peak(3), healthy(10), okAfter(99)));
    to.add(troubled(
            "told-once", "answers 429 and Retry-After: 30 to one call of each client", scene -> {
              BitSet told = new BitSet();
              Answer answer = Answer.retryAfter(429, 30);
              return attempt -> {
                if (told.get(attempt.client())) {
                  return null;
                }
                told.set(attempt.client());
                return answer;
              };
            })
        .goals(load(1.0), peak(1.3), okDuring(99.9), okAfter(100)));
  }

  private static void overload(List<Story> to) {
    to.add(new Story(
            "shed",
            "has half of its capacity for 60 s, sheds with 503 and Retry-After: 5",
            scene -> new Shedding(
                scene.world(), scene.tally(), scene.steady(), scene.story().trouble()))
        .goals(load(1.1), peak(1.3), healthy(2), okDuring(25), okAfter(99.9)));
    to.add(new Story(
            "collapse",
            "stands still for 10 s, and works slower the longer its queue is",
            scene -> new Collapsing(
                scene.world(), scene.tally(), scene.steady(), scene.story().trouble()))
        .times(20, 30, 140)
        .goals(load(1.3), peak(1.2), healthy(12), okAfter(90)));
  }

  private static void limits(List<Story> to) {
    to.add(limit("limit-ra1", "429 and Retry-After: 1", Answer.retryAfter(429, 1))
        .goals(load(1.0), peak(1.5), healthy(1), okDuring(90), okAfter(99.5)));
    to.add(limit("limit-503", "503 and Retry-After: 1", Answer.retryAfter(503, 1))
        .goals(load(1.4), peak(1.5), healthy(1), okDuring(80), okAfter(99.5)));
    to.add(limit("limit", "429", Answer.TOO_MANY)
        .goals(load(1.2), peak(1.5), healthy(1), okDuring(80), okAfter(99.5)));
  }

  private static void flaky(List<Story> to) {
    int[] percents = {5, 10, 15, 20, 30};
    double[] ok = {99.99, 99.99, 99.9, 99.9, 98.5};
    for (int i = 0; i < percents.length; i++) {
      double share = percents[i] / 100.0;
      to.add(during(
              ALWAYS,
              "random" + percents[i],
              "answers 503 to " + percents[i] + " % of the requests at random",
              scene -> attempt -> scene.happens(share) ? Answer.UNAVAILABLE : null)
          .goals(load(1.45), okDuring(ok[i]), okAfter(ok[i])));
    }
    to.add(troubled(
            "shard",
            "one of its five backends, chosen at random, answers 503 for 60 s",
            scene -> attempt -> scene.any(5) == 0 ? Answer.UNAVAILABLE : null)
        .goals(load(1.26), okDuring(99.9), okAfter(100)));
    to.add(troubled(
            "shard-ra2",
            "one of its five backends answers 503 with Retry-After: 2 for 60 s",
            scene -> attempt -> scene.any(5) == 0 ? Answer.retryAfter(503, 2) : null)
        .goals(load(1.26), okDuring(97), okAfter(99.9)));
    to.add(troubled(
            "shard-hangs",
            "one of its five backends does not answer for 60 s; read timeout 1 s",
            scene -> attempt -> scene.any(5) == 0 ? Troubled.silence() : null)
        .read(1)
        .goals(load(1.26), okDuring(98), okAfter(99.9)));
    to.add(troubled(
            "half-hangs",
            "half of the requests are not answered for 60 s; read timeout 1 s",
            scene -> attempt -> scene.happens(0.5) ? Troubled.silence() : null)
        .read(1)
        .goals(load(1.1), okDuring(50), okAfter(99)));
    to.add(new Burst("burst5", 0.05).goals(okDuring(100)));
    to.add(new Burst("burst20", 0.2).goals(okDuring(99)));
    to.add(during(
            ALWAYS,
            "script",
            "answers 503 to 20 % of the requests; a call a minute",
            scene -> attempt -> scene.happens(0.2) ? Answer.UNAVAILABLE : null)
        .rate(1 / 60.0)
        .clients(20)
        .times(60, 3_660, 3_720)
        .goals(okDuring(100)));
  }

  private static void fleets(List<Story> to) {
    to.add(new Layers(
            "layers50",
            "fails half of the requests for 60 s, behind two services that retry too",
            scene -> attempt -> scene.happens(0.5) ? Answer.UNAVAILABLE : null)
        .goals(load(2.0), okDuring(94)));
    to.add(new Layers(
            "layers-down",
            "answers 503 for 60 s, behind two services that retry too",
            scene -> attempt -> Answer.UNAVAILABLE)
        .goals(load(1.15)));
    to.add(always("quiet1", "refuses connections for 60 s; a call a second each", Answer.REFUSED)
        .rate(1)
        .clients(1_000)
        .goals(load(1.2), peak(1.2), healthy(1), okAfter(99.9)));
    to.add(always("quiet01", "refuses connections for 60 s; a call in 10 s each", Answer.REFUSED)
        .rate(0.1)
        .clients(10_000)
        .goals(load(2), peak(1.2), healthy(1), okAfter(99.9)));
    to.add(new Origins().goals(load(1.1)));
    to.add(new Threads().goals(okDuring(99)));
  }

  private static void settings(List<Story> to) {
    to.add(new Story(
            "hedges",
            "is slow now and then and fails 10 % of the requests; hedges are on",
            scene -> new LongTail(scene.world(), scene.tally(), scene.steady(), 0.1, scene::luck))
        .lasting()
        .safeguards(rules -> rules.hedge(Hedge.atPercentile(0.95)))
        .goals(load(1.3), okDuring(99.9)));
    to.add(new Story(
            "gradient15",
            "has a third of its capacity for 15 min; the gradient limit is on",
            scene -> new Weak(
                scene.world(), scene.tally(), scene.steady(), scene.story().trouble(), 1 / 3.0))
        .safeguards(rules -> rules.concurrency(ConcurrencyLimit.gradient()))
        .times(20, 920, 1_000)
        .goals(load(1.1), okDuring(40), okAfter(100)));
    to.add(always(
            "total100", "refuses connections for 60 s; one mount has total(100)", Answer.REFUSED)
        .session(session -> session.mount(
            "http://server:8000/batch",
            own -> own.retry(Retry.builder().total(100).build())))
        .goals(load(1.1), peak(1.2), healthy(1)));
  }

  private static Story always(String id, String title, Answer answer) {
    return troubled(id, title, scene -> attempt -> answer);
  }

  private static Story date(String id, String title) {
    return troubled(id, title, scene -> {
      World world = scene.world();
      Instant back = world.now().plusSeconds(scene.story().trouble().over());
      return attempt -> Answer.retryAt(503, back, world.now());
    });
  }

  private static Story limit(String id, String how, Answer answer) {
    return new Story(
        id,
        "takes 80 % of the load for 60 s, answers the rest with " + how,
        scene -> new RateLimited(
            scene.world(), scene.tally(), scene.steady(), scene.story().trouble(), 0.8, answer));
  }

  private static Story troubled(
      String id, String title, Function<Scene, Function<Attempt, @Nullable Answer>> rule) {
    return new Story(
        id,
        title,
        scene -> new Troubled(
            scene.world(),
            scene.tally(),
            scene.steady(),
            scene.story().trouble(),
            rule.apply(scene)));
  }

  private static Story during(
      Trouble trouble,
      String id,
      String title,
      Function<Scene, Function<Attempt, @Nullable Answer>> rule) {
    return new Story(
            id,
            title,
            scene -> new Troubled(
                scene.world(), scene.tally(), scene.steady(), trouble, rule.apply(scene)))
        .lasting();
  }
}
