/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every other client that carries attempts by the rules of a session meets the same faults with the
 * same attempts, waits and outcome, except for the gaps that its page names.
 */
class CarrierParityTest {

  private static final Map<Script, Course> EXPECTED = new ConcurrentHashMap<>();

  static Stream<Arguments> everyCarrierDoesWhatASessionDoes() {
    return Stream.of(Script.values())
        .flatMap(script -> Carriers.all().stream().map(carrier -> Arguments.of(script, carrier)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void everyCarrierDoesWhatASessionDoes(Script script, Carrier carrier) {
    Course session = EXPECTED.computeIfAbsent(script, Course::expected);

    Course actual = carrier.play(script);

    assertThat(actual).isEqualTo(carrier.gap(script, session));
  }
}
