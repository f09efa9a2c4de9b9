/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A good answer, cut at every byte, in every framing: no cut passes as whole. The only cut that
 * cannot be seen is that of a plain close-delimited body by FIN (RFC 9112 section 8), which is
 * therefore swept by RST alone.
 */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("answersInBothModes")
class CutAtEveryByteTest {

  private final WholeAnswer answer;
  private final Mode mode;
  private final FaultServer server;
  private final Session session;

  CutAtEveryByteTest(WholeAnswer answer, Mode mode) {
    this.answer = answer;
    this.mode = mode;
    server = answer.serve();
    session = Session.builder()
        .retry(Retry.off())
        .sslContext(WholeAnswer.CERTIFICATES.clientContext())
        .build();
  }

  static Stream<Arguments> answersInBothModes() {
    return Stream.of(WholeAnswer.values())
        .flatMap(
            answer -> Stream.of(arguments(answer, Mode.BLOCKING), arguments(answer, Mode.ASYNC)));
  }

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  @Tag("H03")
  @Tag("H04")
  @Tag("H05")
  @Tag("B01")
  @Tag("B02")
  @Tag("B03")
  @Tag("B04")
  @Tag("B05")
  @Tag("B06")
  @Tag("B08")
  @Tag("B09")
  @Tag("T08")
  @Tag("I12")
  void noCutPassesAsWhole(Ending ending) {
    byte[] whole = answer.bytes();
    List<Integer> passed = new ArrayList<>();

    for (int at = 0; at < ending.cuts(answer, whole.length); at++) {
      if (passes(Step.raw(Action.send(Arrays.copyOf(whole, at)), ending.action()))) {
        passed.add(at);
      }
    }

    assertThat(passed).as("cuts that passed, of %s bytes", whole.length).isEmpty();
    assertThat(passes(Step.raw(Action.send(whole), Action.fin()))).as("uncut").isTrue();
  }

  private boolean passes(Step step) {
    server.script(step);
    try {
      mode.request(session, Request.of(answer.method(), server.url("/")));
      return true;
    } catch (RequestException cut) {
      return false;
    }
  }

  /** How the connection ends after the cut. */
  enum Ending {
    FIN,
    RST;

    Action action() {
      return this == FIN ? Action.cut() : Action.rst();
    }

    /** How many places there are to cut at. */
    int cuts(WholeAnswer answer, int length) {
      return this == FIN ? answer.visibleCuts(length) : length;
    }
  }
}
