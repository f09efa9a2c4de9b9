/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.testkit.Step.respond;
import static dev.holdfast.testkit.Step.stall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A deadline on its way: from a caller over a server to the server behind that. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class DeadlineChainTest {

  private static final String NAME = "X-Request-Timeout-Ms";

  private final Session session =
      Session.builder().deadlineHeader(DeadlineHeader.of(NAME)).build();
  private final Mode mode;

  DeadlineChainTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** What the front server was told by a caller who waits that long. */
  private Deadline received(Duration patience) {
    try (FaultServer front = FaultServer.start(respond(200))) {
      mode.request(session, Request.get(front.url("/")).deadline(patience));
      return DeadlineHeader.received(front.requests().get(0).header(NAME).orElseThrow());
    }
  }

  @Test
  void theServerBehindIsToldWhatIsLeftOfTheCallersTime() {
    Deadline left = received(Duration.ofSeconds(60));
    try (FaultServer back = FaultServer.start(respond(200))) {
      mode.request(session, Request.get(back.url("/")).within(left));

      long told = Long.parseLong(back.requests().get(0).header(NAME).orElseThrow());
      assertThat(told).isBetween(1L, 60_000L);
    }
  }

  @Test
  void aServerBehindThatHangsIsWaitedForNoLongerThanTheCallerWould() {
    Deadline left = received(Duration.ofSeconds(2));
    try (FaultServer back = FaultServer.start(stall())) {
      DeadlineExceededException thrown = catchThrowableOfType(
          DeadlineExceededException.class,
          () -> mode.request(session, Request.get(back.url("/")).within(left)));

      assertThat(thrown).isNotNull();
      assertThat(left.expired()).isTrue();
    }
  }
}
