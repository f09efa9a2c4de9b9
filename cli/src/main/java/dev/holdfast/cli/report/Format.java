/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with fields, as {@code %{status} %{time_total}\n}, in curl's notation. {@code \n},
 * {@code \t}, {@code \r} and {@code \\} stand for a character, {@code %%} for a percent sign.
 */
public final class Format {

  /** The valid parts of a format, for a message. */
  public static final String EXPECTED = "%{json}, %{header:NAME}, %{stdout}, %{stderr} or one of "
      + Stream.of(Field.values())
          .map(field -> "%{" + field.label() + "}")
          .collect(Collectors.joining(", "));

  private static final Pattern PART =
      Pattern.compile("%\\{([^}]*)}|%header\\{([^}]*)}|%%|\\\\([ntr\\\\])");

  private final List<Part> parts;

  private Format(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The target of a text. */
  public interface Target {

    /** Prints to standard output. */
    void out(String text);

    /** Prints to standard error. */
    void err(String text);
  }

  private interface Part {
    String of(Report report);
  }

  /** Switches between the two outputs. */
  private record Switch(boolean err) implements Part {
    @Override
    public String of(Report report) {
      return "";
    }
  }

  /**
   * Parses a format.
   *
   * @throws IllegalArgumentException if it names an unknown field; the message is the name
   */
  public static Format parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int at = 0;
    while (matcher.find()) {
      String before = text.substring(at, matcher.start());
      parts.add(report -> before);
      parts.add(part(matcher));
      at = matcher.end();
    }
    String rest = text.substring(at);
    parts.add(report -> rest);
    return new Format(parts);
  }

  private static Part part(Matcher matcher) {
    if (matcher.group(3) != null) {
      String character = switch (matcher.group(3)) {
        case "n" -> "\n";
        case "t" -> "\t";
        case "r" -> "\r";
        default -> "\\";
      };
      return report -> character;
    }
    if (matcher.group(2) != null) {
      String name = matcher.group(2);
      return report -> report.header(name);
    }
    return matcher.group(1) == null ? report -> "%" : field(matcher.group(1));
  }

  private static Part field(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.startsWith("header:")) {
      String header = name.substring("header:".length());
      return report -> report.header(header);
    }
    return switch (plain) {
      case "json" -> Report::json;
      case "stdout" -> new Switch(false);
      case "stderr" -> new Switch(true);
      default -> {
        Optional<Field> field = Field.named(plain);
        yield field
            .<Part>map(known -> report -> report.text(known))
            .orElseThrow(() -> new IllegalArgumentException("%{" + name + "}"));
      }
    };
  }

  /** Prints the report. */
  public void print(Report report, Target target) {
    boolean err = false;
    for (Part part : parts) {
      if (part instanceof Switch change) {
        err = change.err();
      } else if (err) {
        target.err(part.of(report));
      } else {
        target.out(part.of(report));
      }
    }
  }
}
