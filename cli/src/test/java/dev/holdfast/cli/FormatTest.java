/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(FaultServerExtension.class)
class FormatTest {

  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      %{status}                       | 200
      %{http_code}                    | 200
      %{reason}                       | OK
      %{method}                       | GET
      %{attempts} %{retries}          | 2 1
      %{redirects}                    | 0
      %{size_download}                | 4
      %{exit_code}                    | 0
      %{content_type}                 | text/plain
      %{header:X-One}%header{x-one}   | 11
      [%{category}%{errormsg}]        | []
      100 %% \\\\n                    | 100 % \\n
      %{STATUS}                       | 200
      """)
  void printsFieldsBehindTheBody(String format, String printed, FaultServer server) {
    server.enqueue(
        Step.respond(503),
        Step.respond(200)
            .header("Content-Type", "text/plain")
            .header("X-One", "1")
            .body("body"));

    Ran ran = Ran.run("get", "-w", format, server.url("/"));

    assertThat(ran.out()).isEqualTo("body" + printed);
  }

  @Test
  void printsTimesInSeconds(FaultServer server) {
    server.enqueue(Step.respond(200).body("body"));

    Ran ran = Ran.run(
        "get",
        "-o",
        "/dev/null",
        "-w",
        "%{time_total} %{time_connect} %{time_head} %{time_body} %{time_starttransfer}\\n",
        server.url("/"));

    assertThat(ran.out()).matches("([0-9]+\\.[0-9]{6} ?){5}\n");
  }

  @Test
  void printsEverythingAsJson(FaultServer server) {
    server.enqueue(Step.respond(404).header("Retry-After", "7").body("who?"));

    Ran ran = Ran.run(
        "get", "--format=%{stderr}%{json}", "-s", server.url("/a?api_key=canary"), "--retries=0");

    JsonNode json = new JsonMapper().readTree(ran.err());
    assertThat(json.get("status").asInt()).isEqualTo(404);
    assertThat(json.get("exit_code").asInt()).isEqualTo(22);
    assertThat(json.get("retry_after").asDouble()).isEqualTo(7);
    assertThat(json.get("url").asString()).endsWith("/a?api_key=***");
    assertThat(json.get("time_total").isNumber()).isTrue();
    assertThat(json.get("category").isNull()).isTrue();
    assertThat(ran.out()).isEqualTo("who?");
  }

  @Test
  void speaksOfFailuresToo(FaultServer server) {
    server.enqueue(Step.closeBeforeHeaders());

    Ran ran = Ran.run(
        "get",
        "-w",
        "%{status} %{category} %{exit_code} %{attempts}",
        server.url("/"),
        "--retries=0");

    assertThat(ran.out()).isEqualTo("000 connection_aborted 52 1");
  }

  @Test
  void speaksOfBodiesThatBreakOff(FaultServer server) {
    server.enqueue(Step.truncatedBody());

    Ran ran = Ran.run(
        "get", "-w", "%{status} %{category} %{size_download}", server.url("/"), "--retries=0");

    assertThat(ran.out()).isEqualTo("200 connection_broken_mid_body 10");
  }

  @Test
  void readsTheFormatFromAFile(FaultServer server) throws Exception {
    server.enqueue(Step.respond(200).body(""));
    Path file = Files.writeString(directory.resolve("format"), "%{status}\\n");

    assertThat(Ran.run("get", "-w", "@" + file, server.url("/")).out()).isEqualTo("200\n");
  }

  @Test
  void refusesAFieldThatThereIsNot(FaultServer server) {
    Ran ran = Ran.run("get", "-w", "%{status} %{tme_total}", server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("holdfast: --format: %{tme_total} (expected: %{json}, ")
        .contains("%{time_total}")
        .hasLineCount(1);
    assertThat(server.connections()).isZero();
  }
}
