/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Story;
import java.util.List;
import java.util.Locale;

/** The load on the server over time, one line a policy, as SVG. */
public final class Chart {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 420;
  private static final int LEFT = 50;
  private static final int TOP = 58;
  private static final int RIGHT = 20;
  private static final int BOTTOM = 110;
  /** The highest load shown. Higher lines are cut off, and the legend shows their height. */
  private static final int MOST = 8;

  /** The largest number of lines in a chart. */
  public static final int LINES = 6;

  private static final List<String> COLOURS =
      List.of("#c23b22", "#e08e0b", "#7a5fb5", "#2a9d5c", "#1f6fb2", "#7a7a7a");

  private final Story story;
  private final List<Result> results;
  private final int top;
  private final StringBuilder svg = new StringBuilder();

  private Chart(List<Result> results) {
    this.results = results;
    this.story = results.get(0).story();
    double most = results.stream().mapToDouble(Chart::highest).max().orElse(1);
    this.top = (int) Math.min(MOST, Math.max(2, Math.ceil(most)));
  }

  /** A chart of these results of one story: at most six. */
  public static String of(List<Result> results) {
    return new Chart(results).draw();
  }

  private static double highest(Result result) {
    return result.tally().mostAttempts(0, result.story().end()) / result.steady();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    add(
        "<text x=\"%d\" y=\"24\" font-size=\"14\">The server %s</text>",
        LEFT, story.title().replace("<", "&lt;"));
    add(
        "<text x=\"%d\" y=\"42\" fill=\"#555555\">requests a second at the server, as a multiple of"
            + " the usual; %,d clients</text>",
        LEFT, results.get(0).clients());
    trouble();
    axes();
    for (int i = 0; i < results.size(); i++) {
      line(results.get(i), COLOURS.get(i), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void trouble() {
    int from = story.trouble().from();
    add(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f3e3e3\"/>",
        x(from), TOP, x(story.trouble().over()) - x(from), HEIGHT - TOP - BOTTOM);
  }

  private void axes() {
    for (int load = 0; load <= top; load++) {
      add("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y(load), WIDTH - RIGHT);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d×</text>", LEFT - 6, y(load) + 4, load);
    }
    for (int second = 0; second <= story.end(); second += 20) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
          x(second), HEIGHT - BOTTOM + 18, second);
    }
  }

  private void line(Result result, String colour, int number) {
    StringBuilder path = new StringBuilder();
    for (int second = 0; second < story.end(); second++) {
      double load = Math.min(top, result.tally().attempts(second) / result.steady());
      path.append(String.format(
          Locale.ROOT, "%s%.1f %.1f", second == 0 ? "M" : "L", x(second + 0.5), y(load)));
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>", path, colour);
    int column = LEFT + number % 2 * 400;
    int row = HEIGHT - BOTTOM + 48 + number / 2 * 22;
    String peak =
        highest(result) > top ? String.format(Locale.ROOT, ", up to %.0f×", highest(result)) : "";
    add("<path d=\"M%d %dh24\" stroke=\"%s\" stroke-width=\"3\"/>", column, row - 4, colour);
    add("<text x=\"%d\" y=\"%d\">%s%s</text>", column + 30, row, result.policy().title(), peak);
  }

  private double x(double second) {
    return LEFT + second * (WIDTH - LEFT - RIGHT) / story.end();
  }

  private double y(double load) {
    return HEIGHT - BOTTOM - load * (HEIGHT - TOP - BOTTOM) / top;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
