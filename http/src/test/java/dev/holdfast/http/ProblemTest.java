/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.codec.CodecException;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.problem.Problem;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

  private static final String JSON = """
      {"type":"/problems/credit","title":"Not enough credit","status":403,
       "detail":"Your balance is 30, but that costs 50.","instance":"https://a.example/7",
       "balance":30,"accounts":["/a"],"token":"abc"}""";

  private final MockedSession mocked = new MockedSession();

  private StatusException failure(int status, String type, String body) {
    mocked.transport.respond(status, Headers.empty().plus("Content-Type", type), body);
    try (Session session = mocked.session()) {
      return catchThrowableOfType(
          StatusException.class, () -> session.get("https://api.example.com/x").raiseForStatus());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json",
        "application/problem+json; charset=utf-8",
        "Application/Problem+JSON ;x=y"
      })
  void tellsWhatTheServerSays(String type) {
    StatusException e = failure(403, type, JSON);

    Problem problem = e.problem().orElseThrow();
    assertThat(problem.type()).isEqualTo("https://api.example.com/problems/credit");
    assertThat(problem.title()).contains("Not enough credit");
    assertThat(problem.status()).hasValue(403);
    assertThat(problem.detail()).contains("Your balance is 30, but that costs 50.");
    assertThat(problem.instance()).contains("https://a.example/7");
    assertThat(problem.extensions()).containsEntry("balance", 30).containsKey("accounts");
    assertThat(e)
        .hasMessageContaining(": Not enough credit: Your balance is 30, but that costs 50.");
    assertThat(e.bodyExcerpt()).contains("\"balance\":30", "\"token\":\"***\"");
    assertThat(problem.toString()).doesNotContain("balance is");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void inEveryModeAndWithThatOfTheRetriesToo(Mode mode) {
    Headers headers = Headers.empty().plus("Content-Type", "application/problem+json");
    mocked.transport.otherwise(
        request -> new MockResponse(503, headers, JSON.getBytes(StandardCharsets.UTF_8)));
    try (Session session = mocked
        .builder()
        .retry(MockedSession.exact().total(1).raiseOnStatus(true).build())
        .build()) {
      RetriesExhaustedException e = catchThrowableOfType(
          RetriesExhaustedException.class,
          () -> mode.request(session, Request.get("https://api.example.com/x")));

      assertThat(e.problem().orElseThrow().title()).contains("Not enough credit");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
      {}                                     | about:blank
      {"type":7,"title":["x"],"detail":{}}   | about:blank
      {"type":""}                            | about:blank
      {"status":"403"}                       | about:blank
      {"type":"urn:problem:x"}               | urn:problem:x
      {"type":"about:blank"}                 | about:blank
      """)
  void leavesOutWhatIsOfAnotherKind(String json, String type) {
    Problem problem = failure(400, "application/problem+json", json).problem().orElseThrow();

    assertThat(problem.type()).isEqualTo(type);
    assertThat(problem.title()).isEmpty();
    assertThat(problem.status()).isEmpty();
    assertThat(problem.detail()).isEmpty();
    assertThat(problem.extensions()).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
      application/json         | {"title":"x"}
      application/problem+json | [1]
      application/problem+json | null
      application/problem+json | "x"
      application/problem+json | half {
      """)
  void whatIsNoProblemIsATextOnly(String type, String body) {
    StatusException e = failure(400, type, body);

    assertThat(e.problem()).isEmpty();
    assertThat(e.bodyExcerpt()).isEqualTo(body);
    assertThat(e.getMessage()).doesNotContain(body);
  }

  @Test
  void isReadableWithoutAJsonLibrary() {
    mocked.transport.respond(
        403, Headers.empty().plus("Content-Type", "application/problem+json"), JSON);
    BodyCodec none = new BodyCodec() {
      @Override
      public byte[] encode(Object value) throws CodecException {
        throw new CodecException("there is none");
      }

      @Override
      public Object decode(byte[] document, Type type) {
        throw new NoClassDefFoundError("gone");
      }
    };
    try (Session session = mocked.builder().codec(none).build()) {
      StatusException e = catchThrowableOfType(
          StatusException.class, () -> session.get("https://api.example.com/x").raiseForStatus());

      assertThat(e.problem()).isEmpty();
      assertThat(e.bodyExcerpt()).contains("Not enough credit");
    }
  }

  @Test
  @Tag("X41")
  void theMessageIsOneLineAndBounded() {
    String json =
        "{\"title\":\"a\\nb\\u001b[2J" + "x".repeat(500) + "\",\"detail\":\"token=abcdef\"}";
    StatusException e = failure(400, "application/problem+json", json);

    assertThat(e.getMessage())
        .hasLineCount(1)
        .hasSizeLessThan(300)
        .doesNotContain("\u001b", "abcdef");
  }

  @Test
  @Tag("X41")
  void theExcerptIsBoundedAndHasNoControlCharacters() {
    StatusException e = failure(400, "text/plain", "a\u001b[2J\r\nb ".repeat(10_000));

    assertThat(e.bodyExcerpt()).hasSize(1024).startsWith("a\ufffd[2J\ufffd\nb ");
  }
}
