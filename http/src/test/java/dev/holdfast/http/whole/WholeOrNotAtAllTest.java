/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.LongRuns;
import dev.holdfast.http.Mode;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random bodies in random framings, over real sockets: the caller gets them exactly, or an error.
 */
@Tag("I12")
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class WholeOrNotAtAllTest {

  private final Mode mode;

  private static final int MESSAGES = LongRuns.count(150, 30_000);

  private final FaultServer server = FaultServer.start();
  private final Session session = Session.builder().retry(Retry.off()).build();

  WholeOrNotAtAllTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void aWholeMessageArrivesByteForByte() {
    for (long seed = 1; seed <= MESSAGES; seed++) {
      Message message = new Message(new Random(seed));
      server.enqueue(message.whole());

      assertThat(mode.get(session, server.url("/")).bytes())
          .as("seed %d: %s", seed, message)
          .isEqualTo(message.content());
    }
  }

  @Test
  void aMessageThatIsCutIsAnError() {
    for (long seed = 1; seed <= MESSAGES; seed++) {
      Message message = new Message(new Random(seed));
      server.enqueue(message.cut());

      assertThatThrownBy(() -> mode.get(session, server.url("/")))
          .as("seed %d: %s", seed, message)
          .isInstanceOf(RequestException.class);
    }
  }
}
