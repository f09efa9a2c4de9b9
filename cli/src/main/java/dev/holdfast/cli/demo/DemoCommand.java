/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast demo}. */
@Command(
    name = "demo",
    description =
        "Shows retries, timeouts and timelines of calls to a server that fails on purpose.",
    descriptionHeading = "%n",
    optionListHeading = "%n",
    footer = {"%nNeeds no network. Exit code 1 if a call does not end as announced."})
public final class DemoCommand implements Callable<Integer> {

  private static final List<Scene> SCENES =
      List.of(new Hang(), new Storm(), new PoliteWait(), new UnsafePost(), new EarlyEnd());

  private final PrintStream out;
  private final boolean colour;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * Creates the command.
   *
   * @param out the output of the demo
   * @param colour whether it may be coloured
   */
  public DemoCommand(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  @Override
  public Integer call() {
    Stage stage = new Stage(out, new Paint(colour));
    stage.open(SCENES.size());
    for (Scene scene : SCENES) {
      stage.scene(scene);
    }
    return stage.close() ? 0 : 1;
  }
}
