/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.demo.DemoCommand;
import dev.holdfast.cli.lab.LabCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top level: names the commands, and puts them together. */
@Command(
    name = "holdfast",
    versionProvider = Version.class,
    description = "Calls a URL: bounded, retried where that is safe, every attempt explained.",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "%nExamples:",
      "  holdfast demo",
      "  holdfast get https://api.example.com/data --deadline 10s --trace text",
      "  holdfast request --json '{\"n\":1}' --idempotency-key auto https://example.com/",
      "%nHelp of one command: holdfast get --help",
      "Completion of words in bash and zsh: source <(holdfast generate-completion)"
    })
final class Holdfast implements Runnable {

  @Spec
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  private Holdfast() {
    this.spec = CommandSpec.create();
  }

  static CommandLine commandLine(Streams streams) {
    CommandLine line = new CommandLine(new Holdfast());
    line.addSubcommand(withExitCodes(new CommandLine(new GetCommand(streams))));
    line.addSubcommand(withExitCodes(new CommandLine(new RequestCommand(streams))));
    line.addSubcommand(new DemoCommand(streams.text(), streams.colour()));
    line.addSubcommand(new LabCommand(streams.text()));
    line.addSubcommand(new CommandLine.HelpCommand());
    line.addSubcommand(new WarmUpCommand());
    line.addSubcommand(new GenerateCompletion());
    line.setExpandAtFiles(false); // in -d @FILE the file is a body, not more arguments
    line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(new UsageErrors());
    line.setExecutionExceptionHandler(new UnexpectedErrors());
    line.setUsageHelpAutoWidth(streams.outIsTerminal());
    line.setUsageHelpLongOptionsMaxWidth(32);
    return line;
  }

  private static CommandLine withExitCodes(CommandLine command) {
    command.getCommandSpec().usageMessage().footer(Exit.table());
    return command;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
