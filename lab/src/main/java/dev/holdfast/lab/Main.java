/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab;

import dev.holdfast.lab.client.Policies;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Stories;
import dev.holdfast.lab.story.Story;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs stories from the command line of a developer. */
public final class Main {

  private Main() {}

  /** Takes {@code --stories a,b --clients 200 --seeds 3 --policies holdfast,none}. */
  public static void main(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    List<String> stories = list(options.getOrDefault("--stories", ""));
    List<String> policies = list(options.getOrDefault("--policies", ""));
    int seeds = Integer.parseInt(options.getOrDefault("--seeds", "1"));
    System.out.println("story       policy           clients seed  load  first  peak  healthy "
        + "ok-during ok-after p99-during p99-after  cpu");
    for (Story story : Stories.all()) {
      if (!stories.isEmpty() && !stories.contains(story.id())) {
        continue;
      }
      for (Policy policy : Policies.all()) {
        if (!policies.isEmpty() && !policies.contains(policy.id())) {
          continue;
        }
        for (String clients : list(options.getOrDefault("--clients", "200"))) {
          for (int seed = 1; seed <= seeds; seed++) {
            long begun = System.nanoTime();
            Result result = story.run(policy, Integer.parseInt(clients), seed);
            System.out.println(row(result, seed)
                + String.format(Locale.ROOT, " %5.1f s", (System.nanoTime() - begun) / 1e9));
          }
        }
      }
    }
  }

  private static List<String> list(String names) {
    return names.isEmpty() ? List.of() : Arrays.asList(names.split(","));
  }

  private static String row(Result result, int seed) {
    return String.format(
        Locale.ROOT,
        "%-11s %-17s %6d %4d %5.2f %6.2f %5.2f %8s %8.3f%% %7.3f%% %8.2f s %7.2f s",
        result.story().id(),
        result.policy().id(),
        result.clients(),
        seed,
        result.load(),
        result.firstSecond(),
        result.peak(),
        Double.isNaN(result.healthy())
            ? "never"
            : String.format(Locale.ROOT, "%.0f s", result.healthy()),
        100 * result.okDuring(),
        100 * result.okAfter(),
        result.p99During(),
        result.p99After());
  }
}
