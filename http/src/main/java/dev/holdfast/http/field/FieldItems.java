/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses a list of strings with parameters, such as {@code "burst";q=100;w=60, "daily";q=1000}: the
 * part of structured fields (RFC 9651) that {@code RateLimit} needs. Runs in linear time, since the
 * text comes from the server.
 */
final class FieldItems {

  /**
   * A member of the list.
   *
   * @param name the string
   * @param parameters by name; the value of a string parameter is without its quotes
   */
  record Item(String name, Map<String, String> parameters) {}

  private final String text;
  private int at;

  private FieldItems(String text) {
    this.text = text;
  }

  /** Parses a field; returns no members if any part of it is malformed. */
  static List<Item> parse(String field) {
    try {
      return new FieldItems(field).list();
    } catch (Malformed e) {
      return List.of();
    }
  }

  private List<Item> list() throws Malformed {
    List<Item> items = new ArrayList<>();
    do {
      blanks();
      items.add(item());
      blanks();
    } while (skips(','));
    if (at < text.length()) {
      throw new Malformed();
    }
    return items;
  }

  private Item item() throws Malformed {
    String name = string();
    Map<String, String> parameters = new HashMap<>();
    while (skips(';')) {
      blanks();
      String key = until(";,=");
      parameters.put(key, skips('=') ? value() : "?1");
    }
    return new Item(name, parameters);
  }

  private String value() throws Malformed {
    return at < text.length() && text.charAt(at) == '"' ? string() : until(";,");
  }

  private String string() throws Malformed {
    if (!skips('"')) {
      throw new Malformed();
    }
    StringBuilder content = new StringBuilder();
    while (!skips('"')) {
      skips('\\');
      if (at == text.length()) {
        throw new Malformed();
      }
      content.append(text.charAt(at++));
    }
    return content.toString();
  }

  /** Reads up to one of those characters, a blank or a quote. */
  private String until(String ends) throws Malformed {
    int from = at;
    while (at < text.length() && (ends + " \t\"").indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (from == at) {
      throw new Malformed();
    }
    return text.substring(from, at);
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skips(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Ends the parsing; never leaves this class. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }
}
