/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a list of strings with parameters, as {@code "burst";q=100;w=60, "daily";q=1000}: as much
 * of structured fields (RFC 9651) as {@code RateLimit} needs. One walk over the text, since it is
 * the server's and may be anything.
 */
final class FieldItems {

  /**
   * A member of the list.
   *
   * @param name the string
   * @param parameters by name; of strings what is between the quotes, of others the text
   */
  record Item(String name, Map<String, String> parameters) {}

  private final String text;
  private int at;

  private FieldItems(String text) {
    this.text = text;
  }

  /** The members; none if any of it is malformed. */
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

  /** Up to one of those characters, or a blank. */
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

  /** Not a failure of the call, and thrown nowhere else. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }
}
