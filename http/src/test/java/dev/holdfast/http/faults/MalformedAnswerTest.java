/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Category;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.MalformedAnswer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls to servers that break the rules. */
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class MalformedAnswerTest {

  private final Mode mode;

  MalformedAnswerTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @EnumSource(MalformedAnswer.class)
  @Tag("H12")
  @Tag("H13")
  @Tag("H14")
  @Tag("H16")
  @Tag("F01")
  @Tag("F02")
  @Tag("F04")
  @Tag("F05")
  @Tag("F07")
  @Tag("F08")
  @Tag("U25")
  void aPostIsMadeOnceAndTheConnectionClosed(MalformedAnswer answer) throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(answer.step()));
        Session session = Session.create()) {
      RequestException failure = catchThrowableOfType(
          RequestException.class,
          () -> mode.request(session, Request.post(server.url("/")).body("once")));

      assertThat(failure.category()).isIn(Category.BAD_RESPONSE, Category.BAD_CHUNK);
      assertThat(failure.getMessage()).matches("[ -~\\n]*").hasSizeLessThan(1_000);
      assertThat(server.requests()).hasSize(1);
      server.awaitNoConnection(Duration.ofSeconds(30));
    }
  }
}
