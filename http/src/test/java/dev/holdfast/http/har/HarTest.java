/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.VirtualTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HarTest {

  private final MockTransport server = MockTransport.create();
  private final VirtualTime time = VirtualTime.create();
  private final Session session = Session.builder().transport(server).time(time).build();

  private static JsonNode log(String har) {
    JsonNode log = JsonMapper.builder().build().readTree(har).get("log");
    assertThat(log.get("version").asString()).isEqualTo("1.2");
    assertThat(log.get("creator").get("name").asString()).isEqualTo("holdfast");
    for (JsonNode entry : log.get("entries")) {
      assertThat(entry.propertyNames())
          .contains("startedDateTime", "time", "request", "response", "cache", "timings");
      assertThat(entry.get("request").propertyNames())
          .contains(
              "method",
              "url",
              "httpVersion",
              "cookies",
              "headers",
              "queryString",
              "headersSize",
              "bodySize");
      assertThat(entry.get("response").propertyNames())
          .contains(
              "status",
              "statusText",
              "httpVersion",
              "cookies",
              "headers",
              "content",
              "redirectURL",
              "headersSize",
              "bodySize");
      for (String timing : new String[] {"send", "wait", "receive"}) {
        assertThat(entry.get("timings").get(timing).asDouble()).isNotNegative();
      }
    }
    return log;
  }

  @Test
  void showsEveryAttempt() {
    Instant begun = time.now();
    server
        .fail(FailureKind.CONNECT_REFUSED, Sent.NO)
        .respond(503)
        .respond(302, Headers.empty().plus("Location", "/b?token=hidden"), "")
        .respond(
            200, Headers.empty().plus("Content-Type", "text/plain").plus("X-Id", "hidden"), "x");

    Response response = session.request(Request.get("https://api.example.com/a?key=hidden&page=2")
        .header("Authorization", "hidden"));
    String har = Har.of(response);
    JsonNode entries = log(har).get("entries");

    assertThat(har).doesNotContain("hidden");
    assertThat(entries)
        .extracting(entry -> entry.get("response").get("status").asInt())
        .containsExactly(0, 503, 302, 200);
    assertThat(entries.get(0).get("response").get("_error").asString())
        .startsWith("connect_refused: ");
    assertThat(Instant.parse(entries.get(0).get("startedDateTime").asString())).isEqualTo(begun);
    assertThat(Instant.parse(entries.get(2).get("startedDateTime").asString()))
        .isEqualTo(begun.plus(response.attempts().get(2).start()));
    assertThat(
            entries.get(0).get("request").get("queryString").get(1).get("value").asString())
        .isEqualTo("2");
    assertThat(entries.get(2).get("response").get("redirectURL").asString())
        .isEqualTo("/b?token=***");
    assertThat(entries.get(3).get("response").get("content").get("mimeType").asString())
        .isEqualTo("text/plain");
  }

  private static Map<String, String> headers(JsonNode message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .get("headers")
        .forEach(header ->
            headers.put(header.get("name").asString(), header.get("value").asString()));
    return headers;
  }

  @Test
  void hasTheHeadersOfAttemptsThatWereRepeated() {
    server
        .respond(
            503,
            Headers.empty().plus("Retry-After", "1").plus("Server", "lb-7").plus("X-Id", "hidden"),
            "")
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(200, Headers.empty().plus("Server", "lb-8"), "");
    Session hooked = session.toBuilder()
        .hooks(h -> h.beforeAttempt(a -> a.header("Accept", "text/" + a.number())))
        .build();

    String har = Har.of(
        hooked.request(Request.get("https://api.example.com/a").header("Authorization", "hidden")));
    JsonNode entries = log(har).get("entries");

    assertThat(har).doesNotContain("hidden");
    assertThat(entries)
        .extracting(entry -> headers(entry.get("request")).get("Accept"))
        .containsExactly("text/1", "text/2", "text/3");
    assertThat(headers(entries.get(0).get("request"))).containsEntry("Authorization", "***");
    assertThat(headers(entries.get(0).get("response")))
        .containsEntry("Retry-After", "1")
        .containsEntry("Server", "lb-7")
        .containsEntry("X-Id", "***");
    assertThat(headers(entries.get(1).get("response"))).isEmpty();
    assertThat(headers(entries.get(2).get("response"))).containsEntry("Server", "lb-8");
  }

  @Test
  void hasTheHeadersOfAsynchronousCalls() {
    server.respond(503, Headers.empty().plus("Server", "lb-7"), "").respond(200, "");

    JsonNode entries = log(Har.of(session
            .sendAsync(Request.get("https://api.example.com/a").header("Accept", "text/csv"))
            .join()))
        .get("entries");

    assertThat(headers(entries.get(0).get("request"))).containsEntry("Accept", "text/csv");
    assertThat(headers(entries.get(0).get("response"))).containsEntry("Server", "lb-7");
    assertThat(headers(entries.get(1).get("request"))).containsEntry("Accept", "text/csv");
  }

  @Test
  void anAttemptThatWasNotSentHasNoHeaders() {
    Session refusing = session.toBuilder()
        .hooks(h -> h.beforeAttempt(a -> {
          throw new IllegalStateException("no token");
        }))
        .build();
    RequestException e = catchThrowableOfType(
        RequestException.class, () -> refusing.get("https://api.example.com/a"));

    assertThat(headers(log(Har.of(e)).get("entries").get(0).get("request"))).isEmpty();
  }

  @Test
  void ofACallThatFailed() {
    server.fail(FailureKind.CONNECT_REFUSED, Sent.NO);
    RequestException e = catchThrowableOfType(
        RequestException.class,
        () -> session.request(Request.get("https://a.example/").retry(Retry.off())));

    assertThat(log(Har.of(e)).get("entries")).hasSize(1);
  }

  @Test
  void writesWhateverAServerSaysAsJson() {
    String text = JsonWriter.text(Map.of("a", "\"\\\u0000\u001f\n\u007f\u2028\ud83d\ude00"));

    assertThat(JsonMapper.builder().build().readTree(text).get("a").asString())
        .isEqualTo("\"\\\u0000\u001f\n\u007f\u2028\ud83d\ude00");
  }
}
