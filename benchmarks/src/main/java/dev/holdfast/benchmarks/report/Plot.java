/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chart of lines through measured points. Both axes start at zero, so that linear growth is a
 * straight line.
 */
final class Plot implements Page.Picture {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 330;
  private static final int LEFT = 70;
  private static final int RIGHT = 24;
  private static final int TOP = 62;
  private static final int BOTTOM = 66;
  private static final int STEPS = 4;

  private final String title;
  private final String subtitle;
  private final Map<String, List<double[]>> lines = new LinkedHashMap<>();
  private double mostX;
  private double mostY;

  Plot(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  void add(String line, double x, double y) {
    lines.computeIfAbsent(line, key -> new ArrayList<>()).add(new double[] {x, y});
    mostX = Math.max(mostX, x);
    mostY = Math.max(mostY, y);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String draw() {
    Svg svg = new Svg(WIDTH, HEIGHT, title, subtitle);
    for (int step = 0; step <= STEPS; step++) {
      double x = mostX * step / STEPS;
      double y = mostY * step / STEPS;
      svg.add("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y(y), WIDTH - RIGHT);
      svg.text(LEFT - 6, y(y) + 4, 11, "end", "#333333", number(y));
      svg.text(x(x), HEIGHT - BOTTOM + 18, 11, "middle", "#333333", number(x));
    }
    int index = 0;
    for (Map.Entry<String, List<double[]>> line : lines.entrySet()) {
      draw(svg, line.getKey(), line.getValue(), index++);
    }
    return svg.end();
  }

  private void draw(Svg svg, String name, List<double[]> points, int index) {
    String colour = Svg.COLOURS.get(index % Svg.COLOURS.size());
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(String.format(
          Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point[0]), y(point[1])));
      svg.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
          x(point[0]), y(point[1]), colour);
    }
    svg.add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>", path, colour);
    int left = LEFT + index * 180;
    svg.bar(left, HEIGHT - 26, 18, 4, colour);
    svg.text(left + 24, HEIGHT - 20, 12, "start", "#000000", name);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value != 0 && value < 10 ? "%.1f" : "%,.0f", value);
  }

  private double x(double value) {
    return LEFT + (mostX == 0 ? 0 : value / mostX) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (mostY == 0 ? 0 : value / mostY) * (HEIGHT - TOP - BOTTOM);
  }
}
