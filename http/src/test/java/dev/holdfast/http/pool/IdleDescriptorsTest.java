/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** What connections cost that no call uses. */
@Isolated
@EnabledOnOs(OS.LINUX)
class IdleDescriptorsTest {

  private static final int BURST = 40;

  /** The few selectors that are kept, two each, and those of the event loop. */
  private static final int KEPT = 12;

  @Test
  void anIdleConnectionOfABlockingCallCostsOneDescriptor() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = Session.create()) {
      session.get(server.url());
      long before = descriptors();
      List<StreamedResponse> burst = new ArrayList<>();
      for (int i = 0; i < BURST; i++) {
        burst.add(session.stream(Request.get(server.url())));
      }
      for (StreamedResponse response : burst) {
        response.body().readAllBytes();
        response.close();
      }

      assertThat(session.connections().idle()).isGreaterThanOrEqualTo(BURST);
      // The server runs in this process as well.
      assertThat(descriptors() - before).isLessThanOrEqualTo(2 * BURST + KEPT);
    }
  }

  @Test
  void soDoesOneOfAnAsynchronousCall() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = Session.create()) {
      session.get(server.url());
      long before = descriptors();
      List<PublishedResponse> burst = new ArrayList<>();
      for (int i = 0; i < BURST; i++) {
        burst.add(session.streamAsync(Request.get(server.url())).get(30, TimeUnit.SECONDS));
      }
      assertThat(session.connections().leased()).isEqualTo(BURST);

      assertThat(descriptors() - before).isLessThanOrEqualTo(2 * BURST + KEPT);
      burst.forEach(PublishedResponse::close);
    }
  }

  @Test
  void anOriginThatWasLeftCostsNothingAfterTheIdleTime() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session =
            Session.builder().maxConnectionIdle(Duration.ofMillis(100)).build()) {
      session.get(server.url());
      session.sendAsync(Request.get(server.url())).get(30, TimeUnit.SECONDS);

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!session.connections().origins().isEmpty()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(session.connections().idle()).isZero();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
