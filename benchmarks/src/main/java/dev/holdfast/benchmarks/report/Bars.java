/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chart of horizontal bars: a line for each client, and a panel for each number of callers or
 * similar.
 */
final class Bars implements Page.Picture {

  private static final int NAMES = 230;
  private static final int PANEL = 215;
  private static final int LINE = 20;
  private static final int TOP = 76;

  /** Formats values. */
  interface Format {
    String of(double value);
  }

  private final String title;
  private final String subtitle;
  private final Format format;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Map<String, Double>> panels = new LinkedHashMap<>();

  Bars(String title, String subtitle, Format format) {
    this.title = title;
    this.subtitle = subtitle;
    this.format = format;
  }

  void add(String panel, String name, double value) {
    if (!names.contains(name)) {
      names.add(name);
    }
    panels.computeIfAbsent(panel, key -> new LinkedHashMap<>()).put(name, value);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String draw() {
    int width = NAMES + panels.size() * PANEL;
    Svg svg = new Svg(Math.max(560, width), TOP + names.size() * LINE + 16, title, subtitle);
    for (int i = 0; i < names.size(); i++) {
      boolean ours = names.get(i).startsWith("Holdfast");
      svg.text(NAMES - 10, y(i) + 13, 12, "end", ours ? Svg.HOLDFAST : "#000000", names.get(i));
    }
    int column = 0;
    for (Map.Entry<String, Map<String, Double>> panel : panels.entrySet()) {
      int left = NAMES + column++ * PANEL;
      svg.text(left, TOP - 10, 12, "start", "#000000", panel.getKey());
      panel(svg, left, panel.getValue());
    }
    return svg.end();
  }

  private void panel(Svg svg, int left, Map<String, Double> values) {
    double most = values.values().stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .max()
        .orElse(1);
    for (int i = 0; i < names.size(); i++) {
      Double value = values.get(names.get(i));
      if (value == null || !Double.isFinite(value)) {
        svg.text(left, y(i) + 13, 11, "start", "#777777", "none");
        continue;
      }
      double length = most == 0 ? 0 : value / most * (PANEL - 70);
      svg.bar(left, y(i) + 3, length, LINE - 6, colour(names.get(i)));
      svg.text(left + length + 5, y(i) + 13, 11, "start", "#333333", format.of(value));
    }
  }

  private static String colour(String name) {
    return name.startsWith("Holdfast")
        ? Svg.HOLDFAST
        : name.startsWith("raw") ? Svg.RAW : Svg.OTHER;
  }

  private static int y(int line) {
    return TOP + line * LINE;
  }
}
