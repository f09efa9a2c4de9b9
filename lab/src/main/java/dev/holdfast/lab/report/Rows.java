/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import dev.holdfast.lab.story.Result;
import java.util.Locale;

/** Formats results as lines for a terminal. */
public final class Rows {

  private static final String LINE = "%-12s%-18s%8s%5s%9s%9s%9s%9s%10s%10s%9s%9s";

  private Rows() {}

  /** The head of the columns. */
  public static String head() {
    return String.format(
        Locale.ROOT,
        LINE,
        "story",
        "policy",
        "clients",
        "seed",
        "load",
        "first s",
        "peak",
        "healthy",
        "ok during",
        "ok after",
        "p99",
        "p99 aft.");
  }

  /** The line of one result. */
  public static String of(Result result) {
    return String.format(
        Locale.ROOT,
        LINE,
        result.story().id(),
        result.policy().id(),
        result.clients(),
        result.seed(),
        Figures.times(result.load()),
        Figures.times(result.firstSecond()),
        Figures.times(result.peak()),
        Figures.seconds(result.healthy()),
        Figures.percent(result.okDuring()),
        Figures.percent(result.okAfter()),
        Figures.duration(result.p99During()),
        Figures.duration(result.p99After()));
  }
}
