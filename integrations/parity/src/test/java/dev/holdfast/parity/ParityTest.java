/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every host meets the same faults with the same attempts, waits and outcome as
 * {@link dev.holdfast.http.Session#request}.
 */
class ParityTest {

  private static final Map<Script, Course> EXPECTED = new ConcurrentHashMap<>();

  private static Course expected(Script script) {
    return EXPECTED.computeIfAbsent(script, Course::expected);
  }

  static Stream<Arguments> everyHostDoesWhatASessionDoes() {
    return Stream.of(Script.values())
        .flatMap(script -> Hosts.all().entrySet().stream()
            .map(host -> Arguments.of(script, host.getKey(), host.getValue())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void everyHostDoesWhatASessionDoes(Script script, String name, Host host) {
    Course expected = expected(script);

    Course actual = Course.of(script, host);

    assertThat(actual).as(name).isEqualTo(expected);
  }

  @Test
  void theScriptsAreWhatTheyAreCalled() {
    assertThat(expected(Script.OVERLOADED_AND_BACK).attempts()).hasSize(2);
    assertThat(expected(Script.STALLED_BODY).result()).isEqualTo("200 whole");
    assertThat(expected(Script.POST_CUT_AFTER_IT_WAS_SENT).seen()).hasSize(1);
    assertThat(expected(Script.POST_WITH_A_KEY_CUT_AFTER_IT_WAS_SENT).seen()).hasSize(2);
    assertThat(expected(Script.DEAD_DNS).attempts()).hasSize(2);
    assertThat(expected(Script.DEAD_DNS).result()).startsWith("dns_failure");
    assertThat(expected(Script.STORM_OF_429).attempts()).hasSize(4);
    assertThat(expected(Script.STORM_OF_429).result()).isEqualTo("429 too many");
    assertThat(expected(Script.WAIT_TOO_LONG).result()).startsWith("retry_after_exceeded");
  }
}
