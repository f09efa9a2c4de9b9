/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that break off while they are written. */
class BrokenBodyTest {

  @TempDir
  Path directory;

  @Test
  void aSmallBodyThatBreaksOffIsFetchedAgainBeforeAnyOfItIsSeen() {
    try (FaultServer server =
        FaultServer.start(Step.truncatedBody(), Step.respond(200).body("whole"))) {
      Ran ran = Ran.run("get", server.url("/"), "--backoff", "1ms");

      assertThat(ran.out()).isEqualTo("whole");
      assertThat(ran.code()).isZero();
    }
  }

  @Test
  void aJsonTextOfUnknownLengthThatStallsIsFetchedAgain() {
    Step stalls = Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: application/problem+json\r\n"),
        Action.send("Transfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n"),
        Action.stall());
    try (FaultServer server = FaultServer.start(stalls, Step.respond(200).body("{}"))) {
      Ran ran = Ran.run("get", server.url("/"), "--read-timeout", "1500ms", "--backoff", "1ms");

      assertThat(ran.out()).isEqualTo("{}");
    }
  }

  @Test
  void theTraceCountsOnOverBodiesThatBreakOff() {
    try (FaultServer server = FaultServer.start(
        Step.truncatedBody(), Step.respond(503), Step.respond(200).body("whole"))) {
      Ran ran = Ran.run("get", server.url("/"), "--trace", "json", "--backoff", "1ms");

      assertThat(ran.events())
          .extracting(event -> event.path("attempt").asString(""))
          .containsExactly("1", "2", "3", "");
      assertThat(ran.events())
          .extracting(event -> event.path("decision").asString(""))
          .containsExactly("retry", "retry", "success", "");
      assertThat(ran.lastEvent().get("attempts").asInt()).isEqualTo(3);
    }
  }

  @Test
  void bodiesAndOtherFailuresShareTheRetries() {
    try (FaultServer server = FaultServer.start(
        Step.respond(503), Step.truncatedBody(), Step.always(Step.truncatedBody()))) {
      Ran ran = Ran.run("get", server.url("/"), "--retries", "3", "--backoff", "1ms");

      assertThat(ran.code()).isEqualTo(56);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void theAnswerToAPostIsNotFetchedAgain() {
    try (FaultServer server =
        FaultServer.start(Step.truncatedBody(), Step.respond(200).body("whole"))) {
      Ran ran = Ran.run("request", "-d", "x", server.url("/"));

      assertThat(ran.code()).isEqualTo(56);
      assertThat(ran.out()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void theAnswerToAPostWithAKeyIsFetchedAgain() {
    try (FaultServer server =
        FaultServer.start(Step.truncatedBody(), Step.respond(200).body("whole"))) {
      Ran ran = Ran.run(
          "request", "-d", "x", "--idempotency-key", "auto", "--backoff", "1ms", server.url("/"));

      assertThat(ran.out()).isEqualTo("whole");
    }
  }

  @Test
  void aLargeBodyIsContinuedWhereItBrokeOff() {
    try (RangeServer server = RangeServer.start().cutAfter(100_000, 50_000)) {
      Ran ran = Ran.run("get", server.url(), "--backoff", "1ms");

      assertThat(ran.bytes()).isEqualTo(server.content());
      assertThat(server.ranges()).containsExactly("-", "bytes=100000-", "bytes=150000-");
      assertThat(server.requests().get(1).header("If-Range")).contains("\"one\"");
    }
  }

  @Test
  void aFileIsContinuedToo() {
    Path file = directory.resolve("file");
    try (RangeServer server = RangeServer.start().cutAfter(100_000)) {
      Ran ran = Ran.run("get", server.url(), "-o", file.toString(), "--backoff", "1ms");

      assertThat(ran.code()).isZero();
      assertThat(file).hasBinaryContent(server.content());
      assertThat(server.ranges()).containsExactly("-", "bytes=100000-");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag: W/\"weak\"", "X-None: 1", "Last-Modified: yesterday"})
  void withoutAStrongValidatorAFileIsFetchedAnew(String validator) {
    Path file = directory.resolve("file");
    try (RangeServer server = RangeServer.start().validator(validator).cutAfter(100_000)) {
      Ran.run("get", server.url(), "-o", file.toString(), "--backoff", "1ms");

      assertThat(file).hasBinaryContent(server.content());
      assertThat(server.ranges()).containsExactly("-", "-");
    }
  }

  @Test
  void withoutAStrongValidatorAPipeThatHasAPartEndsWithAnError() {
    try (RangeServer server = RangeServer.start().validator("X-None: 1").cutAfter(100_000)) {
      Ran ran = Ran.run("get", server.url(), "--backoff", "1ms");

      assertThat(ran.code()).isEqualTo(56);
      assertThat(ran.bytes()).hasSize(100_000);
      assertThat(ran.err()).startsWith("holdfast: status 200 OK, but ").hasLineCount(1);
    }
  }

  @Test
  void aVersionThatHasChangedIsNeverMixedIntoAPipe() {
    try (RangeServer server = RangeServer.start().cutAfter(100_000)) {
      byte[] old = server.content();
      Ran ran = Ran.writingTo(
          new OutputStream() {
            private int count;

            @Override
            public void write(int b) {
              throw new AssertionError("one by one");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              assertThat(Arrays.copyOfRange(bytes, offset, offset + length))
                  .isEqualTo(Arrays.copyOfRange(old, count, count + length));
              count += length;
              server.change(2, "ETag: \"two\"");
            }
          },
          "get",
          server.url(),
          "--backoff",
          "1ms");

      assertThat(ran.code()).isEqualTo(56);
      assertThat(ran.err()).contains("it has changed since a part of it was written out");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-299999/300000",
        "bytes 99999-299998/300000",
        "bytes 100000-299999/300001",
        "bytes 100000-299999/*",
        "bytes 100000-50000/300000",
        "lines 100000-299999/300000",
        "bytes */300000",
        ""
      })
  void aPartThatIsNotTheOneAskedForIsNotJoined(String contentRange) throws IOException {
    Path file = directory.resolve("file");
    try (RangeServer server = RangeServer.start().cutAfter(100_000).lying(contentRange + " ")) {
      Ran ran = Ran.run("get", server.url(), "-o", file.toString(), "--backoff", "1ms");

      assertThat(ran.code()).isZero();
      assertThat(file).hasBinaryContent(server.content());
      assertThat(server.ranges()).containsExactly("-", "bytes=100000-", "-");
      assertThat(filesLeft()).isEqualTo(1);
    }
  }

  @Test
  void aStreamIsSeenAsItComes() throws Exception {
    Step slow = Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n"),
        Action.stall());
    try (FaultServer server = FaultServer.start(slow)) {
      CountDownLatch seen = new CountDownLatch(1);
      Thread caller = new Thread(() -> Ran.writingTo(
          new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
              seen.countDown();
            }
          },
          "get",
          server.url("/")));
      caller.start();

      assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(caller.isAlive()).isTrue();
      caller.interrupt();
      caller.join(Duration.ofSeconds(20).toMillis());
    }
  }

  private long filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
