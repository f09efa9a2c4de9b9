/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.server.Collapsing;
import dev.holdfast.lab.server.RateLimited;
import dev.holdfast.lab.server.Shedding;
import dev.holdfast.lab.server.Troubled;
import dev.holdfast.lab.sim.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All stories, in the order of the tables. */
public final class Stories {

  private Stories() {}

  /** All of them. */
  public static List<Story> all() {
    List<Story> all = new ArrayList<>();
    outages(all);
    limits(all);
    flaky(all);
    return List.copyOf(all);
  }

  private static void outages(List<Story> to) {
    to.add(always("refuse", "refuses connections for 60 s", Answer.REFUSED));
    to.add(always("hang", "does not answer for 60 s", Troubled.silence()));
    to.add(always("503", "answers 503 for 60 s", Answer.UNAVAILABLE));
    for (int seconds : new int[] {2, 5, 20}) {
      to.add(always(
          "503-ra" + seconds,
          "answers 503 with Retry-After: " + seconds + " for 60 s",
          Answer.retryAfter(503, seconds)));
    }
    to.add(date("503-date", "answers 503 with the date of its return for 60 s"));
    to.add(new Story(
        "shed",
        "has half of its capacity for 60 s, sheds with 503 and Retry-After: 5",
        scene -> new Shedding(
            scene.world(), scene.tally(), scene.steady(), scene.story().trouble())));
    to.add(new Story(
            "collapse",
            "stands still for 20 s, and works slower the longer its queue is",
            scene -> new Collapsing(
                scene.world(), scene.tally(), scene.steady(), scene.story().trouble()))
        .times(20, 40, 100));
    to.add(always("hang27", "does not answer for 60 s; read timeout 27 s", Troubled.silence())
        .read(27));
    to.add(always("quiet1", "refuses connections for 60 s; a call a second each", Answer.REFUSED)
        .rate(1)
        .clients(1_000));
    to.add(always("quiet01", "refuses connections for 60 s; a call in 10 s each", Answer.REFUSED)
        .rate(0.1)
        .clients(10_000));
    to.add(date("cron-date", "answers 503 with the date of its return; a call in 20 s each")
        .rate(0.05)
        .clients(2_000));
  }

  private static void limits(List<Story> to) {
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
        }));
    to.add(limit("limit-ra1", "429 and Retry-After: 1", Answer.retryAfter(429, 1)));
    to.add(limit("limit", "429", Answer.TOO_MANY));
  }

  private static void flaky(List<Story> to) {
    for (int percent : new int[] {5, 10, 15, 20, 30}) {
      double share = percent / 100.0;
      to.add(troubled(
              "random" + percent,
              "answers 503 to " + percent + " % of the requests at random",
              scene -> attempt -> scene.happens(share) ? Answer.UNAVAILABLE : null)
          .times(20, 80, 140));
    }
    to.add(troubled(
        "shard",
        "one of its five backends, chosen at random, answers 503 for 60 s",
        scene -> attempt -> scene.any(5) == 0 ? Answer.UNAVAILABLE : null));
    to.add(new Burst("burst5", 0.05));
    to.add(new Burst("burst20", 0.2));
    to.add(troubled(
            "script",
            "answers 503 to 20 % of the requests; a call a minute",
            scene -> attempt -> scene.happens(0.2) ? Answer.UNAVAILABLE : null)
        .rate(1 / 60.0)
        .clients(20)
        .times(0, 3_600, 3_660));
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
}
