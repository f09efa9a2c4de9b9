/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import dev.holdfast.cli.trace.Printable;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import java.io.PrintStream;
import java.util.Locale;

/** Prints the scenes, and records whether every call ended as announced. */
final class Stage {

  private static final String INDENT = "   ";
  private static final int WIDTH = 95; // with the margin, 100

  private final PrintStream out;
  private final Paint paint;
  private int scenes;
  private int surprises;
  private final long started = System.nanoTime();

  Stage(PrintStream out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  void open(int habits) {
    out.println(paint.bold("Holdfast: every call bounded, every retry safe and explained."));
    out.println(
        habits + " habits, shown against a server on this machine that misbehaves on purpose.");
  }

  void scene(Scene scene) {
    scenes++;
    out.println();
    out.println(paint.bold(scenes + "  " + scene.title()));
    out.println(INDENT + scene.story());
    scene.play(this);
  }

  /** Prints a remark between two calls of a scene. */
  void says(String text) {
    out.println();
    out.println(INDENT + text);
  }

  /** Makes the call, which is shown as code, and prints its timeline. */
  Played calls(String code, Session session, Request request) {
    out.println();
    out.println(INDENT + paint.code("> " + code));
    Played played = Played.call(session, request);
    played
        .timeline()
        .lines()
        .flatMap(line -> Wrapping.wrap(Printable.line(line), WIDTH).stream())
        .forEach(line -> out.println(INDENT + paint.faint("| ") + line));
    return played;
  }

  /** Checks that a call ended as announced, so that the demo proves what it says. */
  Stage expect(boolean asTold, String told) {
    if (!asTold) {
      surprises++;
      out.println(INDENT + paint.bad("x not as told: " + told));
    }
    return this;
  }

  void moral(String text) {
    out.println();
    out.println(INDENT + paint.good("= " + text));
  }

  /** Prints the end. Returns whether every call ended as announced. */
  boolean close() {
    out.println();
    double seconds = (System.nanoTime() - started) / 1e9;
    String took = String.format(Locale.ROOT, "%.1f s", seconds);
    out.println(
        surprises == 0
            ? "All " + scenes + " went as told, in " + took + "."
            : paint.bad(surprises + " not as told (" + took + ")."));
    out.println(paint.faint("Next: holdfast get URL --trace text, holdfast get --help"));
    return surprises == 0;
  }
}
