/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Builds a chart as SVG. */
final class Svg {

  static final String HOLDFAST = "#c23b22";
  static final String OTHER = "#7f93a8";
  static final String RAW = "#c9c9c9";
  static final List<String> COLOURS =
      List.of("#c23b22", "#1f6fb2", "#2a9d5c", "#e08e0b", "#7a5fb5", "#7a7a7a");

  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height, String title, String subtitle) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    text(16, 24, 14, "start", "#000000", title);
    text(16, 42, 12, "start", "#555555", subtitle);
  }

  Svg add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  Svg text(double x, double y, int size, String anchor, String colour, String content) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x, y, size, anchor, colour, content.replace("&", "&amp;").replace("<", "&lt;"));
  }

  Svg bar(double x, double y, double width, double height, String colour) {
    return add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        x, y, Math.max(0.5, width), height, colour);
  }

  String end() {
    return text + "</svg>\n";
  }
}
