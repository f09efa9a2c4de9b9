/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import java.util.List;
import java.util.Locale;

/** The load on the server over time, one line a strategy, as SVG. */
final class Chart {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 400;
  private static final int LEFT = 50;
  private static final int TOP = 50;
  private static final int RIGHT = 20;
  private static final int BOTTOM = 110;
  private static final List<String> COLOURS =
      List.of("#7a7a7a", "#c23b22", "#e08e0b", "#1f6fb2", "#2a9d5c");

  private final Scenario scenario;
  private final List<Result> results;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private Chart(List<Result> results) {
    this.results = results;
    this.scenario = results.get(0).scenario();
    this.most = Math.ceil(results.stream()
        .mapToDouble(result ->
            result.load().mostAttempts(0, result.load().seconds()) / (double) scenario.steady())
        .max()
        .orElse(1));
  }

  static String of(List<Result> results) {
    return new Chart(results).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    add("<text x=\"%d\" y=\"22\" font-size=\"14\">%s</text>", LEFT, scenario.title());
    add(
        "<text x=\"%d\" y=\"40\" fill=\"#555555\">attempts a second at the server, in steady"
            + " loads</text>",
        LEFT);
    trouble();
    axes();
    for (int i = 0; i < results.size(); i++) {
      line(results.get(i), COLOURS.get(i), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void trouble() {
    add(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f3e3e3\"/>",
        x(Scenario.BEGIN), TOP, x(scenario.over()) - x(Scenario.BEGIN), HEIGHT - TOP - BOTTOM);
  }

  private void axes() {
    for (int load = 0; load <= most; load++) {
      add("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y(load), WIDTH - RIGHT);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d×</text>", LEFT - 6, y(load) + 4, load);
    }
    for (int second = 0; second <= scenario.trouble().end; second += 20) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
          x(second), HEIGHT - BOTTOM + 18, second);
    }
  }

  private void line(Result result, String colour, int number) {
    StringBuilder path = new StringBuilder();
    for (int second = 0; second < result.load().seconds(); second++) {
      double load = result.load().attempts(second) / (double) scenario.steady();
      path.append(String.format(
          Locale.ROOT, "%s%.1f %.1f", second == 0 ? "M" : "L", x(second + 0.5), y(load)));
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>", path, colour);
    int column = LEFT + (number % 3) * 270;
    int row = HEIGHT - BOTTOM + 50 + (number / 3) * 24;
    add("<path d=\"M%d %dh24\" stroke=\"%s\" stroke-width=\"3\"/>", column, row - 4, colour);
    add("<text x=\"%d\" y=\"%d\">%s</text>", column + 30, row, result.strategy().name());
  }

  private double x(double second) {
    return LEFT + second * (WIDTH - LEFT - RIGHT) / scenario.trouble().end;
  }

  private double y(double load) {
    return HEIGHT - BOTTOM - load * (HEIGHT - TOP - BOTTOM) / most;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
