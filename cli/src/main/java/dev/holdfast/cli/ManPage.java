/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code holdfast generate-man}: prints the manual page, from the same descriptions as the help.
 */
@Command(
    name = "generate-man",
    description = "Prints the manual page: holdfast generate-man > holdfast.1; man ./holdfast.1.",
    mixinStandardHelpOptions = true)
final class ManPage implements Callable<Integer> {

  private final PrintStream out;

  @Spec
  @Nullable CommandSpec spec;

  ManPage(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      print(spec.root());
    }
    return Exit.OK.code();
  }

  private void print(CommandSpec root) {
    line(".TH HOLDFAST 1 \"\" \"" + new Version().number() + "\" \"Holdfast\"");
    line(".SH NAME");
    line("holdfast \\- " + escaped(text(root.usageMessage().description())));
    line(".SH SYNOPSIS");
    commands(root).forEach(command -> {
      line(".br");
      line(escaped(synopsis(command)));
    });
    commands(root).forEach(this::command);
    line(".SH EXIT STATUS");
    Stream.of(Exit.values()).forEach(exit -> {
      line(".TP");
      line(".B " + exit.code());
      line(escaped(exit.meaning()));
    });
    line(".SH EXAMPLES");
    line(".nf");
    Stream.of(root.usageMessage().footer())
        .filter(text -> text.startsWith("  "))
        .forEach(text -> line(escaped(text.strip())));
    line(".fi");
  }

  private static Stream<CommandSpec> commands(CommandSpec root) {
    return root.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden());
  }

  private static String synopsis(CommandSpec command) {
    String[] own = command.usageMessage().customSynopsis();
    return own.length > 0 ? own[0] : command.qualifiedName();
  }

  private void command(CommandSpec command) {
    line(".SH " + escaped(command.qualifiedName().toUpperCase(Locale.ROOT)));
    line(escaped(text(command.usageMessage().description())));
    command.options().stream()
        .filter(option -> option.group() == null && !option.hidden())
        .forEach(this::option);
    command.argGroups().forEach(this::group);
  }

  private void group(ArgGroupSpec group) {
    if (group.heading() != null) {
      line(".SS " + escaped(group.heading().replace("%n", "").replace(":", "")));
    }
    group.options().stream().filter(option -> !option.hidden()).forEach(this::option);
  }

  private void option(OptionSpec option) {
    line(".TP");
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    line(".B " + escaped(String.join(", ", option.names()) + value));
    line(escaped(text(option.description())));
  }

  private static String text(String[] description) {
    return String.join(" ", description).replace("%%", "%").replace("%n", " ");
  }

  /**
   * Escapes the backslashes, hyphens and leading dots of the text, which the formatter would
   * interpret.
   */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }

  private void line(String text) {
    out.println(text);
  }
}
