/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Another client that carries the attempts of a session, and the gaps in what it can do. */
final class Carrier {

  private final String name;
  private final Function<Script, Course> play;
  private final Map<Script, UnaryOperator<Course>> gaps = new LinkedHashMap<>();

  Carrier(String name, Function<Script, Course> play) {
    this.name = name;
    this.play = play;
  }

  /** Declares a difference in that script: the given words replace those of the session. */
  Carrier gap(Script script, String words, String otherWords) {
    return gap(
        script,
        course -> new Course(
            course.result().replace(words, otherWords),
            course.attempts().stream()
                .map(line -> line.replace(words, otherWords))
                .toList(),
            course.seen()));
  }

  Carrier gap(Script script, UnaryOperator<Course> difference) {
    gaps.merge(script, difference, (one, other) -> course -> other.apply(one.apply(course)));
    return this;
  }

  /** Declares that the script has another result, other attempts and other requests. */
  Carrier gap(Script script, String result, List<String> attempts, List<String> seen) {
    return gap(script, course -> new Course(result, attempts, seen));
  }

  Course play(Script script) {
    return play.apply(script);
  }

  /** The expected course of the script, derived from the session's course. */
  Course gap(Script script, Course session) {
    return gaps.getOrDefault(script, UnaryOperator.identity()).apply(session);
  }

  @Override
  public String toString() {
    return name;
  }
}
