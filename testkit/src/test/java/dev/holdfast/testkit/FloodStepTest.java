/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FloodStepTest {

  static Stream<Arguments> endlessStepsAndTheirStart() {
    String ok = "HTTP/1.1 200 OK\r\n";
    String chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        arguments(Endless.statusLine(), "HTTP/1.1 200 xxx"),
        arguments(Endless.headerLine(), ok + "X-Long: xxx"),
        arguments(Endless.headers(), ok + "X-Many: y\r\nX-Many: y\r\n"),
        arguments(Endless.interimResponses(), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100"),
        arguments(
            Endless.interimResponses(Duration.ofMillis(1)),
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100"),
        arguments(Endless.body(), ok + "\r\nxxx"),
        arguments(Endless.chunks(1), chunked + "1\r\nx\r\n1\r\nx\r\n"),
        arguments(Endless.chunks(17), chunked + "11\r\nxxxxxxxxxxxxxxxxx\r\n11\r\n"),
        arguments(Endless.chunkExtension(), chunked + "5;xxx"),
        arguments(Endless.chunkExtensions(), chunked + "1;xxx"),
        arguments(Endless.trailers(), chunked + "0\r\nX-Many: y\r\nX-Many: y\r\n"),
        arguments(Endless.drip(Duration.ofMillis(1)), chunked + "1\r\nx\r\n1\r\nx\r\n"));
  }

  @ParameterizedTest
  @MethodSource("endlessStepsAndTheirStart")
  void goesOnUntilTheClientLeaves(Step step, String start) throws Exception {
    try (FaultServer server = FaultServer.start(step)) {
      try (RawClient client = RawClient.connect(server)) {
        assertThat(client.send(RawClient.GET).read(start.length())).isEqualTo(start);
      }

      server.awaitNoConnection(Duration.ofSeconds(10));
    }
  }

  @Test
  void aBombIsValidGzip() throws IOException {
    byte[] bomb = GzipBomb.zeros(20);

    assertThat(bomb).hasSizeLessThan(25_000);
    assertThat(decodedLength(bomb)).isEqualTo(20L << 20);
  }

  @Test
  void aBombTwiceCodedIsTiny() throws IOException {
    try (FaultServer server = FaultServer.start(GzipBomb.of(1_024, 2))) {
      assertThat(RawClient.get(server))
          .startsWith("HTTP/1.1 200")
          .contains("Content-Encoding: gzip, gzip\r\n")
          .hasSizeLessThan(10_000);
    }
  }

  @Test
  void aBombMayHaveNoEnd() throws Exception {
    try (FaultServer server = FaultServer.start(GzipBomb.endless())) {
      try (RawClient client = RawClient.connect(server)) {
        assertThat(client.send(RawClient.GET).read(100_000)).contains("Content-Encoding: gzip");
      }

      server.awaitNoConnection(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @EnumSource(MalformedAnswer.class)
  void aMalformedAnswerComesWholeAndEnds(MalformedAnswer answer) throws IOException {
    try (FaultServer server = FaultServer.start(answer.step())) {
      assertThat(RawClient.get(server)).isNotEmpty().doesNotEndWith("<RST>");
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Endless.chunks(0)).hasMessage("size: 0 (expected: >= 1)");
    assertThatThrownBy(() -> GzipBomb.of(0, 1)).hasMessage("mebibytes: 0 (expected: >= 1)");
    assertThatThrownBy(() -> GzipBomb.of(1, 0)).hasMessage("layers: 0 (expected: >= 1)");
  }

  private static long decodedLength(byte[] gzip) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
