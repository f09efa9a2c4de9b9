/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.http.pool.AgingServer;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client's own process does to its calls: each in a JVM of its own. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
class OwnProcessTest {

  private final FaultServer server =
      FaultServer.start(Step.always(Step.choose(OwnProcessTest::answer)));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Tag("E09")
  @Tag("E10")
  void localeCharsetAndTimeZoneChangeNothingButEachProcessHasItsOwnJitter() throws Exception {
    List<String> elsewhere = List.of(
        "-Duser.language=tr",
        "-Duser.country=TR",
        "-Dfile.encoding=UTF-16",
        "-Duser.timezone=Pacific/Chatham");
    try (ForkedJvm here = fork(":", List.of("-Duser.language=en"), Story.PLACE);
        ForkedJvm there = fork(":", elsewhere, Story.PLACE)) {
      List<String> usual = here.lines();
      List<String> strange = there.lines();

      assertThat(strange.subList(0, 5)).isEqualTo(usual.subList(0, 5));
      assertThat(usual)
          .startsWith(
              "/CHUNKED 200 hello",
              "/GZIP 200 coded",
              "/umlaut 200 \u00fc\u0131",
              "/INDEX 2",
              "/down 503 after 5");
      assertThat(strange.get(5)).startsWith("jitter").isNotEqualTo(usual.get(5));
    }
  }

  @Test
  @Tag("C08")
  @Tag("E06")
  void aCallWithoutDescriptorsSaysSoAndTheNextOneWorks() throws Exception {
    try (ForkedJvm jvm = fork("ulimit -n 64", List.of(), Story.DESCRIPTORS)) {
      List<String> lines = jvm.lines();

      assertThat(lines).startsWith("refused true", "before 200").endsWith("after 200");
      assertThat(lines.get(2)).startsWith("without connect_error").contains("Too many open files");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "async"})
  @Tag("C11")
  void idleConnectionsMakeRoomWhenDescriptorsRunOut(String path) throws Exception {
    try (AgingServer here = AgingServer.start();
        AgingServer there = AgingServer.start("127.0.0.2", here.port(), 200)) {
      here.delay(200);
      try (ForkedJvm jvm = ForkedJvm.start(
          "ulimit -n 96",
          List.of(),
          Story.class,
          Story.IDLE_DESCRIPTORS.name(),
          here.url() + path)) {
        assertThat(jvm.lines())
            .containsExactly("refused true", "other 200", "before 200", "then 200");
      }
      assertThat(there.requests()).isEqualTo(1);
    }
  }

  @Test
  @Tag("K16")
  void whatWaitedForAConnectionWhileTheProcessWasStoppedEndsAtThePoolTimeout() throws Exception {
    try (AgingServer slow = AgingServer.start().delay(1_500);
        ForkedJvm jvm =
            ForkedJvm.start(":", List.of(), Story.class, Story.SUSPENDED.name(), slow.url())) {
      slow.awaitRequests(64, 30_000);
      jvm.signal("STOP");
      // Longer than the pool timeout, on the clock of the process that stands still.
      TimeUnit.MILLISECONDS.sleep(4_000);
      jvm.signal("CONT");

      assertThat(jvm.lines().get(1)).matches("\\{200=\\d+, pool_timeout=\\d+}");
    }
  }

  @Test
  @Tag("E06")
  void aCallWithoutHeapFailsAloneAndTheNextOneWorks() throws Exception {
    try (ForkedJvm jvm = fork(":", List.of("-Xmx32m"), Story.HEAP)) {
      assertThat(jvm.lines())
          .containsExactly("before 200", "without OutOfMemoryError", "after 200");
    }
  }

  @Tag("E25")
  @Test
  @Tag("E06")
  void asynchronousCallsWithoutHeapFailAtOnceAndTheNextOneWorks() throws Exception {
    try (ForkedJvm jvm = fork(":", List.of("-Xmx48m"), Story.SHARED_HEAP)) {
      assertThat(
              jvm.lines().stream().filter(line -> line.matches("(before|together|some|after) .*")))
          .containsExactly(
              "before 200",
              "together 200",
              "together 200",
              "together 200",
              "together 200",
              "together 200",
              "some failed true",
              "after 200");
    }
  }

  @Test
  @Tag("E05")
  void callsEndAtOnceWhenAStoppedProcessGoesOn() throws Exception {
    try (ForkedJvm jvm = fork(":", List.of(), Story.STOPPED, "/stall")) {
      server.awaitRequests(4, Duration.ofSeconds(30));
      jvm.signal("STOP");
      // Longer than the calls' deadline, on the clock of the process that stands still.
      TimeUnit.MILLISECONDS.sleep(3_500);
      jvm.signal("CONT");

      List<String> lines = jvm.lines();
      assertThat(lines.subList(0, 4))
          .allSatisfy(line -> assertThat(line).startsWith("deadline_exceeded"));
      assertThat(Long.parseLong(lines.get(4).substring("millis ".length())))
          .isBetween(3_500L, 60_000L);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  @Tag("E07")
  void closingTheSessionLetsTheJvmExit() throws Exception {
    try (ForkedJvm jvm = fork(":", List.of(), Story.EXIT, "/stall")) {
      assertThat(jvm.lines())
          .hasSize(4)
          .allSatisfy(line -> assertThat(line).startsWith("cancelled"));
    }
  }

  private ForkedJvm fork(String limit, List<String> options, Story story) throws Exception {
    return fork(limit, options, story, "");
  }

  private ForkedJvm fork(String limit, List<String> options, Story story, String path)
      throws Exception {
    return ForkedJvm.start(limit, options, Story.class, story.name(), server.url(path));
  }

  private static Step answer(SeenRequest request) {
    return switch (request.target()) {
      case "/CHUNKED" ->
        Step.respond(200).header("TRANSFER-ENCODING", "CHUNKED").body("5\r\nhello\r\n0\r\n\r\n");
      case "/GZIP" ->
        Step.respond(200).header("CONTENT-ENCODING", "GZIP").body(Coded.gzip(Coded.text("coded")));
      case "/umlaut" ->
        Step.respond(200).header("Content-Type", "text/plain; charset=UTF-8").body("\u00fc\u0131");
      case "/down" -> Step.respond(503).header("RETRY-AFTER", "Fri, 31 Dec 1999 23:59:59 GMT");
      case "/stall" -> Step.stall();
      case "/large" -> Step.respond(200).body(new byte[12 << 20]);
      default -> Step.respond(200).body("ok");
    };
  }
}
