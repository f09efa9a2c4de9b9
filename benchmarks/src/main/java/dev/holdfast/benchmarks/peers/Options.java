/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cells that are measured, and the length of the rounds. */
record Options(List<Group> groups, int rounds, long nanos, long warmUpNanos) {

  private static final long SECOND = 1_000_000_000;

  /**
   * Parses arguments such as {@code mode=ASYNC callers=16,128 full}; all of them must match a cell.
   */
  static Options of(String[] args) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      List<String> values = List.of(arg.substring(equals + 1).split(",", -1));
      named.merge(
          equals < 0 ? arg : arg.substring(0, equals),
          values,
          (earlier, later) -> earlier.stream().filter(later::contains).toList());
    }
    boolean full = named.containsKey("full");
    boolean chosen = named.containsKey("work") || named.containsKey("callers");
    boolean virtual = Runtime.version().feature() >= 21;
    List<Group> groups = new ArrayList<>();
    for (Group group : full || chosen ? Group.all() : Group.some()) {
      List<Integer> callers = group.callers().stream()
          .filter(count -> allows(named, "callers", count.toString()))
          .toList();
      if (allows(named, "mode", group.mode().name())
          && (virtual || group.mode() != Mode.VIRTUAL)
          && allows(named, "protocol", group.protocol().name())
          && allows(named, "work", group.work().name())) {
        groups.add(new Group(group.mode(), group.protocol(), group.work(), callers));
      }
    }
    return new Options(
        groups,
        (int) number(named, "rounds", full ? 7 : 5),
        number(named, "millis", full ? 130 : 150) * 1_000_000,
        full ? 2 * SECOND : SECOND);
  }

  private static boolean allows(Map<String, List<String>> named, String name, String value) {
    return named.getOrDefault(name, List.of(value)).contains(value);
  }

  private static long number(Map<String, List<String>> named, String name, long otherwise) {
    List<String> values = named.getOrDefault(name, List.of());
    return values.isEmpty() ? otherwise : Long.parseLong(values.get(0));
  }
}
