/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerStepTest {

  private static final String OK_10_OF_100 =
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789";
  private static final String CLOSE = "Connection: close\r\n\r\n";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  static Stream<Arguments> stepsAndWhatTheClientReads() {
    return Stream.of(
        arguments(
            Step.respond(200).body("hey"),
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n" + CLOSE + "hey"),
        arguments(
            Step.respond(503).header("Retry-After", "2"),
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 10\r\n" + CLOSE
                + "status=503"),
        arguments(
            Step.respond(200)
                .header("content-length", "1")
                .header("connection", "x")
                .body("a"),
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: x\r\n\r\na"),
        arguments(
            Step.respond(200).header("Transfer-Encoding", "chunked").body("0\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + CLOSE + "0\r\n\r\n"),
        arguments(Step.respond(204), "HTTP/1.1 204 No Content\r\n" + CLOSE),
        arguments(Step.respond(304), "HTTP/1.1 304 Not Modified\r\n" + CLOSE),
        arguments(
            Step.respond(200).body("a").thenCloseIdle(),
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"),
        arguments(
            Step.respond(200).body("a").shortBy50(),
            "HTTP/1.1 200 OK\r\nContent-Length: 51\r\n" + CLOSE + "a"),
        arguments(Step.resetBeforeHeaders(), "<RST>"),
        arguments(Step.closeBeforeHeaders(), ""),
        arguments(Step.garbage(), "this is not http\r\n\r\n"),
        arguments(Step.partialHeadersThenClose(), "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-Par"),
        arguments(Step.truncatedBody(), OK_10_OF_100),
        arguments(Step.resetMidBody(), OK_10_OF_100 + "<RST>"),
        arguments(Step.badChunk(), CHUNKED + "5\r\nhello\r\nzz\r\nworld\r\n0\r\n\r\n"),
        arguments(Step.truncatedChunked(), CHUNKED + "64\r\n0123456789"),
        arguments(
            Step.dribble(3, Duration.ofMillis(1)),
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nxxx"),
        arguments(
            Step.dribbleHeaders(Duration.ZERO), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + CLOSE),
        arguments(
            Step.informationalThen(Step.garbage()),
            "HTTP/1.1 100 Continue\r\n\r\nthis is not http\r\n\r\n"),
        arguments(
            Step.raw(Action.send("a"), Action.pause(Duration.ZERO), Action.rst(), Action.send("b")),
            "a<RST>"));
  }

  @ParameterizedTest
  @MethodSource("stepsAndWhatTheClientReads")
  void whatTheClientReadsAndHowItEnds(Step step, String expected) throws IOException {
    try (FaultServer server = FaultServer.start(step)) {
      assertThat(RawClient.get(server)).isEqualTo(expected);
    }
  }

  static Stream<Arguments> stallingStepsAndWhatComesBefore() {
    return Stream.of(
        arguments(Step.stall(), ""),
        arguments(Step.partialStatusThenStall(), "HTTP/1.1 2"),
        arguments(Step.stallMidBody(), OK_10_OF_100),
        arguments(
            Step.respond(200).body("a").stallAfterBody(),
            "HTTP/1.1 200 OK\r\nContent-Length: 51\r\n" + CLOSE + "a"));
  }

  @ParameterizedTest
  @MethodSource("stallingStepsAndWhatComesBefore")
  void stallsEndWhenTheClientLeaves(Step step, String before) throws Exception {
    try (FaultServer server = FaultServer.start(step)) {
      try (RawClient client = RawClient.connect(server)) {
        assertThat(client.send(RawClient.GET).read(before.length())).isEqualTo(before);
        assertThat(client.readToSilence()).isEqualTo("<silence>");
      }

      server.awaitNoConnection(Duration.ofSeconds(10));
    }
  }

  @Test
  void originsAreFilledIntoHeaderValues() throws IOException {
    Step redirect =
        Step.respond(302).header("Location", "{origin}/a").header("X-Other", "{other_origin}/b");
    try (FaultServer server = FaultServer.start(redirect)) {
      assertThat(RawClient.get(server))
          .contains("Location: " + server.origin() + "/a\r\n")
          .contains("X-Other: " + server.otherOrigin() + "/b\r\n");
    }
  }

  @Test
  void headGetsTheLengthButNotTheBody() throws IOException {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send("HEAD / HTTP/1.1\r\n\r\n").readToEnd())
          .contains("Content-Length: 10\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void endlessBytesEndWhenTheClientLeaves() throws Exception {
    try (FaultServer server = FaultServer.start(Step.raw(Action.endless(new byte[1000])))) {
      try (RawClient client = RawClient.connect(server)) {
        client.send(RawClient.GET).read(5_000);
      }

      server.awaitNoConnection(Duration.ofSeconds(10));
      assertThat(server.bytesSent()).isGreaterThanOrEqualTo(5_000);
    }
  }

  @Test
  void anUnaskedAnswerCanFollowTheFirst() throws IOException {
    try (FaultServer server = FaultServer.start(
            Step.raw(Action.send("HTTP/1.1 204 OK\r\n\r\nHTTP/1.1 408 Late\r\n\r\n")),
            Step.closeBeforeHeaders());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(RawClient.GET).send(RawClient.GET).readToEnd())
          .isEqualTo("HTTP/1.1 204 OK\r\n\r\nHTTP/1.1 408 Late\r\n\r\n");
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Step.respond(99)).hasMessage("status: 99 (expected: 100 to 999)");
    assertThatThrownBy(() -> Step.respond(1000)).hasMessage("status: 1000 (expected: 100 to 999)");
    assertThatThrownBy(() -> Step.repeat(0, Step.stall())).hasMessage("times: 0 (expected: >= 1)");
    assertThatThrownBy(() -> Action.endless(new byte[0]))
        .hasMessage("chunk: 0 bytes (expected: >= 1)");
    assertThatThrownBy(() -> Action.pause(Duration.ofNanos(-1)))
        .hasMessage("length: PT-0.000000001S (expected: >= 0)");
  }

  @Test
  void stepsDescribeThemselves() {
    assertThat(Step.respond(200).keepAlive()).hasToString("respond 200 keep_alive");
    assertThat(Step.repeat(2, Step.resetBeforeHeaders())).hasToString("2 times REQUEST [rst]");
    assertThat(Step.always(Step.resetOnAccept()))
        .hasToString("always CONNECTION [pause(50 ms), rst]");
    assertThat(Step.choose(request -> Step.stall())).hasToString("computed from the request");
  }
}
