/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Replaces {@code --config FILE} by the options in the file. The format is curl's: a line is an
 * option, without its dashes if it is a long one, and its value after blanks, {@code =} or
 * {@code :}; a value in double quotes may have {@code \\ \" \t \n \r \v}; {@code #} begins a
 * comment; {@code url} is the URL.
 */
public final class ConfigFile implements IParameterPreprocessor {

  private static final String BLANKS = " \t";
  private static final String AFTER_NAME = " \t=:";

  /** Called by the parser. */
  public ConfigFile() {}

  @Override
  @SuppressWarnings("JdkObsolete") // picocli's own type
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (args.isEmpty()) {
      return false; // the parser reports the missing value
    }
    String file = args.pop();
    try {
      List<String> read = parse(text(file), file);
      for (int i = read.size() - 1; i >= 0; i--) {
        args.push(read.get(i));
      }
    } catch (IOException | InvalidPathException e) {
      throw new ParameterException(
          command.commandLine(),
          "--config: " + file + " (expected: a readable file of options: " + Reason.of(e) + ")");
    } catch (BadValue e) {
      throw new ParameterException(command.commandLine(), "--config: " + e.getMessage());
    }
    if ("".equals(info.get("separator"))) {
      args.push(""); // in -KFILE, the parser takes the next argument for more short options
    }
    args.push(file); // the value of the option itself
    return false;
  }

  private static String text(String file) throws IOException {
    byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Converts the lines to arguments. */
  static List<String> parse(String text, String file) {
    List<String> args = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      add(args, content.strip(), file + ", line " + number);
    }
    return args;
  }

  private static void add(List<String> args, String line, String where) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int end = firstOf(line, AFTER_NAME, 0);
    String name = line.substring(0, end);
    int start = end;
    while (start < line.length() && AFTER_NAME.indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    String option = name.startsWith("-") ? name : "--" + name;
    if (option.equals("-K") || option.equals("--config")) {
      throw BadValue.hidden(where + ": another file", "options other than --config");
    }
    String value = start == line.length() ? null : value(line.substring(start), where);
    if (!option.equals("--url")) {
      args.add(option);
    } else if (value == null) {
      throw BadValue.hidden(where + ": url without a value", "url = \"https://…\"");
    }
    if (value != null) {
      args.add(value);
    }
  }

  private static @Nullable String value(String text, String where) {
    if (!text.startsWith("\"")) {
      int end = firstOf(text, BLANKS, 0);
      requireEnd(text.substring(end), where);
      return text.substring(0, end);
    }
    StringBuilder value = new StringBuilder();
    int i = 1;
    while (i < text.length() && text.charAt(i) != '"') {
      char c = text.charAt(i++);
      if (c == '\\' && i < text.length()) {
        c = unescaped(text.charAt(i++));
      }
      value.append(c);
    }
    if (i == text.length()) {
      throw BadValue.hidden(where + ": a value without its closing quote", "\"value\"");
    }
    requireEnd(text.substring(i + 1), where);
    return value.toString();
  }

  private static void requireEnd(String rest, String where) {
    if (!rest.isBlank() && !rest.strip().startsWith("#")) {
      // The rest of the line may be a secret, so it is not repeated.
      throw BadValue.hidden(where + ": more than a value", "a value with blanks in double quotes");
    }
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'v' -> '\u000b';
      default -> c;
    };
  }

  private static int firstOf(String text, String characters, int from) {
    int i = from;
    while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
