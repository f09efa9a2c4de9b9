/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Mode.class)
class FramingTest {

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final TransportFixture client;

  FramingTest(Mode mode) {
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @Tag("F03")
  @Tag("B07")
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "Content-Length: 5|Content-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: 005",
        "Content-Length: 0000000000000000000000000005",
        "X: y"
      })
  void readsBodiesByLengthOrToTheClose(String headers) throws IOException {
    assertThat(bodyOf(headers, "hello")).isEqualTo("hello");
  }

  @ParameterizedTest
  @Tag("F06")
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: Chunked",
        "Content-Length: 3|Transfer-Encoding: chunked"
      })
  void readsChunkedBodies(String headers) throws IOException {
    assertThat(bodyOf(headers, "5\r\nhello\r\n0\r\n\r\n")).isEqualTo("hello");
  }

  @ParameterizedTest
  @Tag("F01")
  @Tag("F02")
  @Tag("F04")
  @Tag("F05")
  @Tag("F07")
  @ValueSource(
      strings = {
        "Content-Length: 5|Content-Length: 7",
        "Content-Length: 5, 7",
        "Content-Length: -5",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: ",
        "Content-Length: 5,",
        "Content-Length: 5\u000b",
        "Content-Length: \u0085" + "5",
        "Content-Length: 99999999999999999999",
        "Content-Length: 9223372036854775808",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, gzip",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
        "Transfer-Encoding: "
      })
  void refusesFramingThatCanBeReadInTwoWays(String headers) throws IOException {
    try (RawServer server = RawServer.answeringOnce(head(headers) + "hello")) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    }
  }

  @Test
  @Tag("F07")
  void refusesTransferCodingsOfHttp10() throws IOException {
    String response = "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    try (RawServer server = RawServer.answeringOnce(response)) {
      assertThat(client.failure(server.url("/")).kind()).isEqualTo(FailureKind.BAD_RESPONSE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5|hello|0||, hello",
    "5;name=value|hello|0||, hello",
    "5 ;x|hello|0||, hello",
    "5  |hello|0||, hello",
    "0000000000000005|hello|0||, hello",
    "5|hello|00||, hello",
    "a|helloworld|5|again|0||, helloworldagain",
    "5|hello|0|Trailer: value||, hello",
    "A|helloworld|0||, helloworld"
  })
  void readsWellFormedChunks(String chunks, String body) throws IOException {
    String coded = chunks.replace("|", "\r\n");
    try (RawServer server = RawServer.answeringOnce(CHUNKED + coded)) {
      assertThat(client.get(server.url("/"))).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @Tag("F08")
  @ValueSource(
      strings = {
        "zz|hello|0||",
        "-5|hello|0||",
        "+5|hello|0||",
        "0x5|hello|0||",
        "|hello|0||",
        "5 5|hello|0||",
        "10000000000000005|hello|0||",
        "ffffffffffffffff|hello|0||",
        "5|helloXX0||",
        "5|hello0||",
        "5|hello|0|no colon||",
        "5|hello|0|A b: c||",
        "5|hello|0| folded: yes||",
        "5\u000b|hello|0||"
      })
  void refusesMalformedChunks(String chunks) throws IOException {
    assertBadChunk(CHUNKED + chunks.replace("|", "\r\n"));
  }

  @Test
  void refusesBareLineFeedsInChunkedCoding() throws IOException {
    assertBadChunk(CHUNKED + "5\nhello\r\n0\r\n\r\n");
    assertBadChunk(CHUNKED + "5\r\nhello\n0\r\n\r\n");
  }

  @Test
  @Tag("B17")
  @Tag("B18")
  void refusesEndlessExtensionsAndTrailers() throws IOException {
    assertBadChunk(CHUNKED + "5;" + "x".repeat(100_000));
    assertBadChunk(CHUNKED + "0\r\n" + "A: b\r\n".repeat(50_000));
  }

  @Test
  @Tag("B17")
  void refusesManyExtensionsForLittleData() throws IOException {
    String chunk = "1;" + "x".repeat(4_000) + "\r\na\r\n";

    assertBadChunk(CHUNKED + chunk.repeat(600) + "0\r\n\r\n");
  }

  @Test
  void acceptsAnExtensionForEachChunkOfData() throws IOException {
    String chunk = "400;signature=" + "x".repeat(100) + "\r\n" + "a".repeat(1_024) + "\r\n";
    try (RawServer server = RawServer.answeringOnce(CHUNKED + chunk.repeat(2_000) + "0\r\n\r\n")) {
      assertThat(client.get(server.url("/"))).hasSize(2_000 * 1_024);
    }
  }

  private void assertBadChunk(String response) throws IOException {
    try (RawServer server = RawServer.answeringOnce(response)) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_CHUNK);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    }
  }

  private String bodyOf(String headers, String body) throws IOException {
    try (RawServer server = RawServer.answeringOnce(head(headers) + body)) {
      return client.get(server.url("/"));
    }
  }

  private static String head(String headers) {
    return "HTTP/1.1 200 OK\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n";
  }
}
