/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real failures and their exit codes; those of TLS are in {@link TlsTest}. */
class ExitCodeTest {

  private static final Step RESET_MID_BODY = Step.raw(
      Action.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
      Action.pause(Duration.ofMillis(50)),
      Action.rst());
  private static final Step REDIRECT_LOOP =
      Step.always(Step.respond(302).header("Location", "{origin}/again"));

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 304, 399})
  void zeroForAStatusBelow400(int status) {
    try (FaultServer server = FaultServer.start(Step.respond(status))) {
      Ran ran = Ran.run("get", server.url("/"));

      assertThat(ran.code()).isZero();
      assertThat(ran.err()).isEmpty();
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(22, Step.respond(400), "status 400 Bad Request after 1 attempt in "),
        arguments(22, Step.respond(404).body("gone"), "status 404 Not Found after 1 attempt in "),
        arguments(22, Step.respond(503), "status 503 Service Unavailable after 1 attempt in "),
        arguments(22, Step.respond(599), "status 599 after 1 attempt in "),
        arguments(47, REDIRECT_LOOP, "redirect"),
        arguments(52, Step.closeBeforeHeaders(), "connection ended before any byte of a response"),
        arguments(56, Step.resetBeforeHeaders(), "connection ended before any byte of a response"),
        arguments(56, Step.garbage(), "(1 attempt, "),
        arguments(56, Step.partialHeadersThenClose(), "(1 attempt, "),
        arguments(56, Step.truncatedBody(), "(1 attempt, "),
        arguments(56, RESET_MID_BODY, "(1 attempt, "),
        arguments(56, Step.badChunk(), "(1 attempt, "),
        arguments(56, Step.truncatedChunked(), "(1 attempt, "),
        arguments(61, Step.respond(200).header("Content-Encoding", "gzip").body("no"), "gzip"));
  }

  @Test
  void theStatusOfAnErrorDecidesAlthoughItsBodyIsCut() {
    Step cut = Step.raw(
        Action.send("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nhalf"), Action.fin());
    try (FaultServer server = FaultServer.start(Step.always(cut))) {
      Ran ran = Ran.run("get", server.url("/"));

      assertThat(ran.code()).isEqualTo(22);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .contains("the body of the 404 Not Found")
          .contains("status 404 Not Found after 1 attempt in ");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tellsTheFailuresApart(int code, Step fault, String message) {
    try (FaultServer server = FaultServer.start(fault)) {
      Ran ran = Ran.run("get", server.url("/"), "--retries", "0");

      assertThat(ran.code()).isEqualTo(code);
      assertThat(ran.errLines()).hasSize(1);
      assertThat(ran.err()).startsWith("holdfast: ").contains(message);
    }
  }

  static Stream<Arguments> silences() {
    return Stream.of(
        arguments(Step.stall(), "waiting for the response head: no byte came for 150 ms"),
        arguments(Step.partialStatusThenStall(), "no byte came for 150 ms"),
        arguments(Step.stallMidBody(), "no byte came for 150 ms"));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void twentyEightForSilence(Step fault, String message) {
    try (FaultServer server = FaultServer.start(fault)) {
      Ran ran = Ran.run("get", server.url("/"), "--retries", "0", "--read-timeout", "150ms");

      assertThat(ran.code()).isEqualTo(28);
      assertThat(ran.errLines()).hasSize(1);
      assertThat(ran.err()).startsWith("holdfast: ").contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "none"})
  void areTheSameWithEveryTrace(String trace) {
    try (FaultServer server = FaultServer.start(Step.truncatedBody())) {
      Ran ran = Ran.run("get", server.url("/"), "--retries", "0", "--trace", trace);

      assertThat(ran.code()).isEqualTo(56);
    }
  }

  @Test
  void sixForANameThatCannotBeResolved() {
    Ran ran = Ran.run("get", "http://no-such-host.test/", "--backoff", "1ms");

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.err()).startsWith("holdfast: ").contains("no-such-host.test");
  }

  @Test
  void sevenForARefusedConnection() {
    try (DeadEnd deadEnd = DeadEnd.refusing()) {
      Ran ran = Ran.run("get", deadEnd.url("/"), "--retries", "0");

      assertThat(ran.code()).isEqualTo(7);
      assertThat(ran.err()).startsWith("holdfast: ").contains("Connection refused");
    }
  }

  @Test
  void twentyEightForAConnectTimeout() {
    try (DeadEnd blackHole = DeadEnd.blackHole()) {
      Ran ran = Ran.run("get", blackHole.url("/"), "--connect-timeout", "100ms", "--retries", "0");

      assertThat(ran.code()).isEqualTo(28);
    }
  }

  @Test
  void twentyEightForAnAttemptTimeout() {
    try (FaultServer server = FaultServer.start(Step.dribble(1_000, Duration.ofMillis(20)))) {
      Ran ran = Ran.run("get", server.url("/"), "--attempt-timeout", "150ms", "--retries", "0");

      assertThat(ran.code()).isEqualTo(28);
    }
  }

  @Test
  void twentyEightForAWriteTimeout() {
    try (FaultServer server =
        FaultServer.builder().receiveBuffer(4_096).start(Step.neverReadRequest())) {
      Ran ran = Ran.withInput(
          new ByteArrayInputStream(new byte[30_000_000]),
          "request",
          server.url("/"),
          "-d",
          "@-",
          "--write-timeout",
          "150ms",
          "--retries",
          "0");

      assertThat(ran.code()).isEqualTo(28);
    }
  }

  @Test
  void twentyEightForTheDeadline() {
    try (FaultServer server = FaultServer.start(Step.always(Step.stall()))) {
      Ran ran = Ran.run("get", server.url("/"), "--deadline", "200ms");

      assertThat(ran.code()).isEqualTo(28);
      assertThat(ran.err()).startsWith("holdfast: ").contains("deadline");
    }
  }

  @Test
  void twentyTwoWhenRetriesEndInAStatusThatIsRaised() {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(503)))) {
      Ran ran = Ran.run(
          "get", server.url("/"), "--retries", "1", "--raise-on-status", "--backoff", "1ms");

      assertThat(ran.code()).isEqualTo(22);
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void oneHundredAndThirtyForAnInterrupt() throws Exception {
    try (FaultServer server = FaultServer.start(Step.stall())) {
      CompletableFuture<Ran> ran = new CompletableFuture<>();
      Thread caller = new Thread(() -> ran.complete(Ran.run("get", server.url("/"))));
      caller.start();
      server.awaitRequests(1, Duration.ofSeconds(20));
      caller.interrupt();

      assertThat(ran.get(20, TimeUnit.SECONDS).code()).isEqualTo(130);
    }
  }

  @Test
  void oneForAFailureThatIsNoRequestException() {
    Ran ran = Ran.withInput(new Broken(), "request", "http://127.0.0.1:1/", "-d", "@-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly("holdfast: unexpected failure: java.lang.IllegalStateException: broken");
  }

  @Test
  void printsAStackTraceOnlyOnRequest() {
    Ran bug = Ran.withInput(new Broken(), "request", "http://127.0.0.1:1/", "-d", "@-", "--debug");
    Ran failure = Ran.run("get", "http://no-such-host.test/", "--retries", "0", "--debug");

    assertThat(bug.err()).contains("\tat dev.holdfast.cli.RequestBody");
    assertThat(failure.err()).contains("\tat dev.holdfast.http.");
  }

  /** A stream that fails with an exception other than an I/O error. */
  private static final class Broken extends InputStream {
    @Override
    public int read() {
      throw new IllegalStateException("broken");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      throw new IllegalStateException("broken");
    }
  }
}
