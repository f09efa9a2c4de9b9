/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers put together from what hurts, then damaged: whatever comes, an error of our own. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("U25")
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class HostileServerTest {

  private final Mode mode;

  private static final int ANSWERS = 150;

  private static final List<String> STATUS_LINES = List.of(
      "HTTP/1.1 200 OK",
      "HTTP/1.1 200 \u001b[31mred\u0007\t\u00ff",
      "HTTP/1.1 503 " + "x".repeat(5_000),
      "HTTP/1.1 302 Found",
      "HTTP/1.1 429 Later",
      "HTTP/1.1 999 Odd",
      "HTTP/1.0 204 None",
      "HTTP/2.0 200 OK",
      "ICY 200 OK");

  private static final List<String> HEADERS = List.of(
      "Location: http://[::1",
      "Location: /\u00fc \u0001",
      "Location: //" + "a".repeat(300) + "/",
      "Location: javascript:alert(1)",
      "Retry-After: 2147483648",
      "Retry-After: Thu, 99 Foo 0000 99:99:99 GMT",
      "Retry-After: \u00b2",
      "Date: never",
      "Content-Length: 99999999999999999999",
      "Content-Length: -1",
      "Content-Length: 3",
      "Content-Encoding: gzip, gzip, \u001b[2J",
      "Content-Encoding: deflate",
      "Content-Type: text/plain; charset=\"\u001b[31m",
      "Content-Type: ;;;=;charset",
      "Transfer-Encoding: chunked",
      "Transfer-Encoding: identity, \u0007",
      "Connection: \u00ff, keep-alive",
      "Keep-Alive: timeout=99999999999999999999",
      "X: \u001b]0;title\u0007",
      ": empty",
      "no colon");

  HostileServerTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverCausesAnythingButAnErrorOfOurOwn(long seed) {
    Random random = new Random(seed);
    try (FaultServer server = FaultServer.start();
        // An answer that asks to be left alone must not hold up the next.
        Session session =
            Session.builder().retry(Retry.off()).safeguards(Safeguards.off()).build()) {
      for (int i = 0; i < ANSWERS; i++) {
        byte[] answer = answer(random);
        server.script(Step.raw(Action.send(answer), Action.fin()));

        assertThat(told(session, server.url("/")))
            .as("seed %d, answer %d", seed, i)
            .matches("[\\n\\x20-\\x7e]*")
            .hasSizeLessThan(2_500);
      }
    }
  }

  /** What a caller gets to read of the answer. */
  private String told(Session session, String url) {
    try {
      Response response = mode.get(session, url);
      return response + response.explain() + response.attempts() + text(response);
    } catch (RequestException e) {
      return e + e.explain() + e.attempts();
    }
  }

  private static String text(Response response) {
    try {
      return response.text().isEmpty() ? "" : "text";
    } catch (BodyDecodingException e) {
      return e.toString();
    }
  }

  private static byte[] answer(Random random) {
    StringBuilder text = new StringBuilder(pick(STATUS_LINES, random)).append("\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pick(HEADERS, random)).append("\r\n");
    }
    byte[] bytes = text.append("\r\nabc").toString().getBytes(StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
