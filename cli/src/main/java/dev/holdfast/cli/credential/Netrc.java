/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A netrc file: users and passwords by host, as ftp, curl and git read it. Tokens are separated by
 * blanks and line ends; one in double quotes may hold blanks, and {@code \"}. Macros
 * ({@code macdef}) are skipped.
 */
public final class Netrc {

  /**
   * One entry.
   *
   * @param machine the host; none for the default entry
   * @param login the user; empty if the file names none
   * @param password may be empty
   */
  public record Entry(@Nullable String machine, String login, String password) {

    /** Says only which host it is for. */
    @Override
    public String toString() {
      return "Entry[" + (machine == null ? "default" : machine) + "]";
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  private Netrc() {}

  /**
   * Reads the text of such a file.
   *
   * @throws IllegalArgumentException if it is none; names the line and quotes nothing of it
   */
  public static Netrc parse(String text) {
    Netrc netrc = new Netrc();
    new Parser(text, netrc.entries).run();
    return netrc;
  }

  /** The first entry for that host, else the default one. */
  public Optional<Entry> of(String host) {
    return entries.stream()
        .filter(entry -> entry.machine == null || entry.machine.equalsIgnoreCase(host))
        .findFirst();
  }

  private static final class Parser {

    private final String text;
    private final List<Entry> entries;
    private int at;
    private int line = 1;

    Parser(String text, List<Entry> entries) {
      this.text = text;
      this.entries = entries;
    }

    void run() {
      String machine = null;
      String login = "";
      String password = "";
      boolean open = false;
      for (String word = next(); word != null; word = next()) {
        switch (word) {
          case "machine", "default" -> {
            if (open) {
              entries.add(new Entry(machine, login, password));
            }
            open = true;
            machine = word.equals("machine") ? value(word) : null;
            login = "";
            password = "";
          }
          case "login" -> login = value(word);
          case "password" -> password = value(word);
          case "account" -> value(word);
          case "macdef" -> skipMacro();
          default ->
            throw wrong(
                "a word that is not machine, default, login, password, account" + " or macdef");
        }
        if (!open && !word.equals("macdef")) {
          throw wrong(word + " before any machine");
        }
      }
      if (open) {
        entries.add(new Entry(machine, login, password));
      }
    }

    private String value(String name) {
      String value = next();
      if (value == null) {
        throw wrong(name + " without a value");
      }
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw wrong(name + " with a control character");
      }
      return value;
    }

    private @Nullable String next() {
      skipBlanks();
      while (at < text.length() && text.charAt(at) == '#') {
        skipLine();
        skipBlanks();
      }
      if (at == text.length()) {
        return null;
      }
      return text.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() {
      int start = at;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quoted() {
      StringBuilder word = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        word.append(text.charAt(at++));
      }
      if (at == text.length()) {
        throw wrong("a quote that is not closed");
      }
      at++;
      return word.toString();
    }

    /** A macro ends at an empty line. */
    private void skipMacro() {
      int end = text.indexOf("\n\n", at);
      int stop = end < 0 ? text.length() : end;
      line += (int) text.substring(at, stop).chars().filter(c -> c == '\n').count();
      at = stop;
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        if (text.charAt(at) == '\n') {
          line++;
        }
        at++;
      }
    }

    private void skipLine() {
      while (at < text.length() && text.charAt(at) != '\n') {
        at++;
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("line " + line + ": " + what);
    }
  }
}
