/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import java.util.Locale;

/**
 * A bound for a figure of a story.
 *
 * @param figure the figure
 * @param bound the worst acceptable value
 */
public record Goal(Figure figure, double bound) {

  /** The figures that are measured. */
  public enum Figure {
    /** Attempts for each call during the trouble. */
    LOAD("load", false),
    /** Attempts in the first second of the trouble, as a multiple of the usual load. */
    FIRST_SECOND("first second", false),
    /** Attempts in the busiest second after the trouble, as a multiple of the usual load. */
    PEAK("peak", false),
    /** Seconds from the end of the trouble until all is well. */
    HEALTHY("healthy", false),
    /** The share of calls that began in the trouble and succeeded. */
    OK_DURING("ok during", true),
    /** The share of calls that began afterwards and succeeded. */
    OK_AFTER("ok after", true);

    private final String title;
    private final boolean atLeast;

    Figure(String title, boolean atLeast) {
      this.title = title;
      this.atLeast = atLeast;
    }

    /** The title in tables. */
    public String title() {
      return title;
    }

    double of(Result result) {
      return switch (this) {
        case LOAD -> result.load();
        case FIRST_SECOND -> result.firstSecond();
        case PEAK -> result.peak();
        case HEALTHY -> result.healthy();
        case OK_DURING -> result.okDuring();
        case OK_AFTER -> result.okAfter();
      };
    }

    String text(double value) {
      return switch (this) {
        case LOAD, FIRST_SECOND, PEAK -> String.format(Locale.ROOT, "%.2f×", value);
        case HEALTHY ->
          Double.isInfinite(value) || Double.isNaN(value)
              ? "never"
              : String.format(Locale.ROOT, "%.0f s", value);
        case OK_DURING, OK_AFTER -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
      };
    }
  }

  static Goal load(double most) {
    return new Goal(Figure.LOAD, most);
  }

  static Goal firstSecond(double most) {
    return new Goal(Figure.FIRST_SECOND, most);
  }

  static Goal peak(double most) {
    return new Goal(Figure.PEAK, most);
  }

  static Goal healthy(double mostSeconds) {
    return new Goal(Figure.HEALTHY, mostSeconds);
  }

  static Goal okDuring(double percent) {
    return new Goal(Figure.OK_DURING, percent / 100);
  }

  static Goal okAfter(double percent) {
    return new Goal(Figure.OK_AFTER, percent / 100);
  }

  /**
   * Whether the goal is met, in the precision in which it is printed: a hundredth of a percent or
   * of a load.
   */
  public boolean met(Result result) {
    double value = figure.of(result);
    if (Double.isNaN(value)) {
      return false;
    }
    double half = figure == Figure.HEALTHY ? 0 : figure.atLeast ? 0.00005 : 0.005;
    return figure.atLeast ? value >= bound - half : value <= bound + half;
  }

  /** The figure in words. */
  public String measured(Result result) {
    return figure.text(figure.of(result));
  }

  @Override
  public String toString() {
    return figure.title() + (figure.atLeast ? " >= " : " <= ") + figure.text(bound);
  }
}
