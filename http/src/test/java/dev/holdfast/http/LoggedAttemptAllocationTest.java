/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a call allocates for its line at DEBUG; without that level nothing is added to a call. */
class LoggedAttemptAllocationTest {

  @Test
  void anAttemptThatIsLoggedAllocatesItsLine() {
    Logger logger = Logger.getLogger("dev.holdfast");
    logger.setLevel(Level.FINE);
    logger.setUseParentHandlers(false); // What handlers do is not measured.
    try (Session session = Session.builder().transport(new ConstantTransport()).build()) {
      Request request = Request.get("http://api.example.com/data");
      SessionAllocationTest.bytes(session, request, 2_000);

      assertThat(SessionAllocationTest.bytes(session, request, 2_000)).isLessThanOrEqualTo(2_800);
    } finally {
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
  }
}
