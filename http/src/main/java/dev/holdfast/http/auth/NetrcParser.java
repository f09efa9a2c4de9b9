/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the text of a netrc file. */
final class NetrcParser {

  private final String text;
  private final List<Netrc.Entry> entries = new ArrayList<>();
  private int at;
  private int line = 1;

  private @Nullable String machine;
  private String login = "";
  private String password = "";
  private boolean open;

  NetrcParser(String text) {
    this.text = text;
  }

  List<Netrc.Entry> parse() {
    for (String word = next(); word != null; word = next()) {
      if (!open && !List.of("machine", "default", "macdef").contains(word)) {
        throw wrong(
            List.of("login", "password", "account").contains(word)
                ? word + " before any machine"
                : "a word that is not machine, default or macdef");
      }
      take(word);
    }
    close();
    return List.copyOf(entries);
  }

  private void take(String word) {
    switch (word) {
      case "machine", "default" -> {
        close();
        open = true;
        machine = word.equals("machine") ? value(word) : null;
      }
      case "login" -> login = value(word);
      case "password" -> password = value(word);
      case "account" -> value(word);
      case "macdef" -> skipMacro();
      default ->
        throw wrong("a word that is not machine, default, login, password, account or macdef");
    }
  }

  private void close() {
    if (open) {
      try {
        entries.add(new Netrc.Entry(machine, new Credentials(login, password)));
      } catch (IllegalArgumentException unfit) {
        throw wrong(String.valueOf(unfit.getMessage()));
      }
    }
    login = "";
    password = "";
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

  /** Skips a macro, which ends at an empty line. */
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
