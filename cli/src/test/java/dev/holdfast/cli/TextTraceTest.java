/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FaultServerExtension.class)
class TextTraceTest {

  @Test
  void aPersonSeesWhatWasRetried(FaultServer server) {
    server.enqueue(Step.respond(503), Step.respond(200).body("ok"));

    Ran ran = Ran.onTerminal("get", server.url("/"));

    assertThat(shape(ran)).isEqualTo("""
        * attempt 1: GET %1$s -> 503 in N ms; status 503 Service Unavailable; retry 1 of 5 at once
        * attempt 2: GET %1$s -> 200 in N ms; done
        * 2 attempts in N ms
        """.formatted(server.url("/")));
    assertThat(ran.out()).isEqualTo("ok");
  }

  @Test
  void saysHowMuchOfTheTimeWasWaiting(FaultServer server) {
    server.enqueue(Step.respond(429).header("Retry-After", "1"), Step.respond(200));

    Ran ran = Ran.onTerminal("get", server.url("/"));

    assertThat(ran.err())
        .contains("; retry 1 of 5 after the 1 s the server asked for and ", " of jitter\n")
        .containsPattern(" s, of which 1\\.?[0-9]* s waiting\n$");
  }

  @Test
  void aPersonSeesNothingOfAnUneventfulCall(FaultServer server) {
    server.enqueue(Step.respond(200).body("ok"));

    assertThat(Ran.onTerminal("get", server.url("/")).err()).isEmpty();
  }

  @Test
  void aProgramSeesNothingOfARetry(FaultServer server) {
    server.enqueue(Step.respond(503), Step.respond(200).body("ok"));

    assertThat(Ran.run("get", server.url("/")).err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--verbose", "--trace=text"})
  void tellsAllOnRequest(String option) {
    try (FaultServer server = FaultServer.start(Step.respond(200))) {
      assertThat(shape(Ran.run("get", option, server.url("/"))))
          .isEqualTo("""
          * attempt 1: GET %s -> 200 in N ms; done
          * 1 attempt in N ms
          """.formatted(server.url("/")));
    }
  }

  @Test
  void aFormGivenGoesBeforeVerbose(FaultServer server) {
    server.enqueue(Step.respond(200));

    assertThat(Ran.run("get", "-v", "--trace", "json", server.url("/")).events())
        .hasSize(2);
  }

  @Test
  void tellsNothingOnRequest(FaultServer server) {
    server.enqueue(Step.respond(503), Step.respond(200));

    assertThat(Ran.onTerminal("get", "--trace", "none", server.url("/")).err()).isEmpty();
  }

  @Test
  void endsWithWhatWentWrong(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders());

    Ran ran = Ran.onTerminal("request", "-d", "x", server.url("/"));

    assertThat(ran.errLines()).hasSize(2);
    assertThat(ran.errLines().get(0))
        .startsWith("* attempt 1: POST " + server.url("/") + " -> connection_aborted in ")
        .contains("; stop: ");
    assertThat(ran.errLines().get(1)).startsWith("holdfast: 127.0.0.1:" + server.port());
  }

  @Test
  void masksSecrets(FaultServer server) {
    server.enqueue(Step.respond(200));

    Ran ran = Ran.run(
        "get",
        "-v",
        "-u",
        "me:canary-1",
        "-H",
        "Cookie: a=canary-2",
        server.url("/?token=canary-3"));

    assertThat(ran.err()).contains("/?token=***").doesNotContain("canary");
  }

  @Test
  void letsNoControlCharacterThrough(FaultServer server) {
    server.enqueue(
        Step.raw(Action.send("HTTP/1.1 500 \u001b[2J\u202e\u2028x\r\nContent-Length: 0\r\n\r\n")));

    Ran ran = Ran.run("get", "-v", "--retries", "0", server.url("/"));

    assertThat(ran.errLines()).hasSize(2);
    assertThat(ran.err()).doesNotContain("\u001b", "\u202e", "\u2028");
  }

  private static String shape(Ran ran) {
    return ran.err().replaceAll("in [0-9.]+ m?s(?=[;,\n])", "in N ms");
  }
}
