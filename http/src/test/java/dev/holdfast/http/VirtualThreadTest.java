/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.concurrent.SessionThreads;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** On the first long-term JDK whose selectors let a virtual thread go: see docs/guide. */
@EnabledForJreRange(minVersion = 25)
class VirtualThreadTest {

  private static final int CALLS = 200;

  @TempDir
  private Path directory;

  @Test
  void blockingCallsPinNoCarrierThread() throws Exception {
    try (FaultServer server = FaultServer.builder().whenExhausted(slow()).start();
        Session session = Session.builder().maxConnectionsPerRoute(CALLS).build();
        Recording recording = new Recording()) {
      // The first select on a virtual thread initialises classes of the JDK, which does pin, once.
      onVirtualThreads(1, () -> session.get(server.url("/warm-up")));
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();

      List<Response> responses = onVirtualThreads(CALLS, () -> session.get(server.url("/")));

      recording.stop();
      assertThat(responses).hasSize(CALLS).allMatch(Response::ok);
      assertThat(pinnedByUs(recording)).isEmpty();
    }
  }

  @Test
  void delaysBetweenAttemptsPinNoCarrierThread() throws Exception {
    MockedSession mocked = new MockedSession();
    mocked.transport.otherwise(request -> new MockResponse(503, Headers.empty(), new byte[0]));
    try (Session session = mocked
            .builder()
            .time(TimeSource.system())
            .retry(Retry.builder()
                .total(3)
                .backoff(Backoff.constant(Duration.ofMillis(100)))
                .build())
            .safeguards(Safeguards.off())
            .build();
        Recording recording = new Recording()) {
      onVirtualThreads(1, () -> session.get("http://example.com/warm-up"));
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();

      List<Response> responses = onVirtualThreads(CALLS, () -> session.get("http://example.com/"));

      recording.stop();
      assertThat(responses)
          .hasSize(CALLS)
          .allMatch(response -> response.attempts().size() == 4);
      assertThat(pinnedByUs(recording)).isEmpty();
    }
  }

  private static Step slow() {
    return Step.choose(seen -> {
      try {
        TimeUnit.MILLISECONDS.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Step.respond(200).keepAlive();
    });
  }

  private static List<Response> onVirtualThreads(int calls, Supplier<Response> call)
      throws Exception {
    Executor threads = SessionThreads.create();
    List<Future<Response>> futures = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      futures.add(CompletableFuture.supplyAsync(call, threads));
    }
    List<Response> responses = new ArrayList<>();
    for (Future<Response> future : futures) {
      responses.add(future.get(60, TimeUnit.SECONDS));
    }
    return responses;
  }

  private List<RecordedEvent> pinnedByUs(Recording recording) throws IOException {
    Path file = Files.createTempFile(directory, "pinned", ".jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getStackTrace() == null
            || event.getStackTrace().getFrames().stream()
                .anyMatch(
                    frame -> frame.getMethod().getType().getName().startsWith("dev.holdfast")))
        .toList();
  }
}
