/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.demo.DemoCommand;
import dev.holdfast.cli.lab.LabCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top level: names and assembles the commands. */
@Command(
    name = "holdfast",
    versionProvider = Version.class,
    description =
        "Calls a URL within a deadline, retries where that is safe, and explains every attempt.",
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
      "Completion in bash and zsh: source <(holdfast generate-completion)",
      "Manual page: holdfast generate-man > holdfast.1; man ./holdfast.1"
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

  /** The command line with all commands. */
  static CommandLine commandLine(Streams streams) {
    return commandLine(streams, new String[0]);
  }

  /**
   * The command line with the command that the arguments name, or with all commands. Describing a
   * command takes time, so only the named one is described.
   */
  static CommandLine commandLine(Streams streams, String[] args) {
    CommandLine line = new CommandLine(new Holdfast());
    Map<String, Supplier<CommandLine>> known = commands(streams);
    if (args.length > 0 && known.containsKey(args[0])) {
      line.addSubcommand(known.get(args[0]).get());
    } else {
      known.values().forEach(command -> line.addSubcommand(command.get()));
      line.addSubcommand(new CommandLine.HelpCommand());
      line.addSubcommand(new ManPage(streams.text()));
      line.addSubcommand(new GenerateCompletion());
    }
    line.setExpandAtFiles(false); // in -d @FILE the file is a body, not more arguments
    line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(new UsageErrors());
    line.setExecutionExceptionHandler(new UnexpectedErrors());
    line.setExecutionStrategy(new OneReader(line.getExecutionStrategy()));
    line.setUsageHelpAutoWidth(streams.outIsTerminal());
    line.setUsageHelpLongOptionsMaxWidth(32);
    return line;
  }

  private static Map<String, Supplier<CommandLine>> commands(Streams streams) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("get", () -> withExitCodes(new CommandLine(new GetCommand(streams))));
    commands.put("request", () -> withExitCodes(new CommandLine(new RequestCommand(streams))));
    commands.put("demo", () -> new CommandLine(new DemoCommand(streams.text(), streams.colour())));
    commands.put("lab", () -> new CommandLine(new LabCommand(streams.text())));
    return commands;
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
