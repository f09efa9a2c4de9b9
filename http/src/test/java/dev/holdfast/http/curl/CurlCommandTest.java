/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.message.Body;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurlCommandTest {

  private static final String URL = "https://api.example.com/orders";

  @Test
  void isWhatOneWouldType() {
    assertThat(Request.get(URL).header("Accept", "application/json").toCurl())
        .isEqualTo("curl '" + URL + "' --header 'Accept: application/json'");
    assertThat(Request.post(URL).body("{}").toCurl())
        .isEqualTo("curl '" + URL
            + "' --header 'Content-Type: text/plain; charset=utf-8' --data-raw '{}'");
    assertThat(Request.head(URL).toCurl()).isEqualTo("curl --head '" + URL + "'");
    assertThat(Request.delete(URL).toCurl()).isEqualTo("curl --request 'DELETE' '" + URL + "'");
    assertThat(Request.post(URL).toCurl()).isEqualTo("curl --request 'POST' '" + URL + "'");
  }

  @Test
  void masksSecrets() {
    String command = Request.post(URL + "?api_key=hidden1")
        .header("Authorization", "Bearer hidden2")
        .header("X-Custom", "hidden3")
        .body(Body.form(Map.of("password", "hidden4")))
        .toCurl();

    assertThat(command).doesNotContain("hidden").contains("api_key=***", "Authorization: ***");
  }

  @Test
  void showsJson() {
    Body json = Body.of("{\"amount\":5}", "application/json");
    assertThat(Request.post(URL).body(json).toCurl())
        .endsWith("--header 'Content-Type: application/json' --data-raw '{\"amount\":5}'");
    // Here is no codec.
    assertThat(Request.post(URL).json(Map.of("amount", 5)).toCurl())
        .endsWith("--header 'Content-Type: application/json' --data-binary @BODY");
  }

  @Test
  void doesNotReadBodiesThatAreElsewhere(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "content");

    assertThat(Request.put(URL).file(file).toCurl()).endsWith(" --data-binary @BODY");
    assertThat(Request.put(URL).body(new byte[] {0, 1}).toCurl()).endsWith(" --data-binary @BODY");
    assertThat(Request.put(URL).body("x".repeat(9_000)).toCurl()).endsWith(" --data-binary @BODY");
  }

  /** A shell must see one word where there is one value, and run nothing. */
  @Test
  @Tag("X42")
  void isSafeForAShell() throws Exception {
    String nasty = "it's $(touch x) `touch y` \"q\" \\ !! ; & | > < * ? ~ {a,b} [c] @file\nline";
    String command = Request.put(URL + "/%7Ba%7D?x=$(id)&y='z'&l[]=1")
        .header("User-Agent", "a'; touch z; '")
        .header("Accept", "")
        .body(nasty)
        .toCurl();
    Process shell = new ProcessBuilder(
            "/bin/sh", "-c", "curl() { printf '%s\\n--\\n' \"$@\"; }\n" + command)
        .redirectErrorStream(true)
        .start();
    String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> words = List.of(seen.split("\n--\n", 0));

    assertThat(shell.waitFor()).isZero();
    assertThat(words).contains("User-Agent: a'; touch z; '", "Accept;", nasty);
    assertThat(words.get(2)).startsWith(URL).contains("$(id)");
    assertThat(words).hasSize(11);
  }
}
