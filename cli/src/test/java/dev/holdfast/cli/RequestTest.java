/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request as the server receives it. */
@ExtendWith(FaultServerExtension.class)
class RequestTest {

  @TempDir
  Path directory;

  @Test
  void getSendsAGet(FaultServer server) {
    SeenRequest seen = seen(server, "get");

    assertThat(seen.method()).isEqualTo("GET");
    assertThat(seen.target()).isEqualTo("/data?page=2");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,GET",
    "post,POST",
    "Put,PUT",
    "patch,PATCH",
    "delete,DELETE",
    "options,OPTIONS",
    "propfind,PROPFIND",
    "REPORT,REPORT",
    "VERSION-CONTROL,VERSION-CONTROL"
  })
  void methodsAreInUpperCase(String typed, String sent) {
    try (FaultServer server = FaultServer.start()) {
      assertThat(seen(server, "request", "-X", typed).method()).isEqualTo(sent);
    }
  }

  @Test
  void requestWithoutMethodOrBodyIsAGet(FaultServer server) {
    assertThat(seen(server, "request").method()).isEqualTo("GET");
  }

  @Test
  void requestWithABodyIsAPost(FaultServer server) {
    SeenRequest seen = seen(server, "request", "-d", "naïve=1");

    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.bodyText()).isEqualTo("naïve=1");
    assertThat(seen.header("Content-Type")).contains("application/octet-stream");
  }

  @Test
  void aMethodGoesBeforeTheDefault(FaultServer server) {
    SeenRequest seen = seen(server, "request", "-X", "PUT", "-d", "");

    assertThat(seen.method()).isEqualTo("PUT");
    assertThat(seen.header("Content-Length")).contains("0");
  }

  @Test
  void sendsAFileByteForByte(FaultServer server) throws Exception {
    byte[] content = {0, '\r', '\n', -1, '@'};
    Path file = Files.write(directory.resolve("body"), content);

    assertThat(seen(server, "request", "-d", "@" + file).body()).isEqualTo(content);
  }

  @Test
  void sendsStandardInput(FaultServer server) {
    server.enqueue(Step.respond(200));
    byte[] input = "from a pipe".getBytes(StandardCharsets.UTF_8);

    Ran.withInput(new ByteArrayInputStream(input), "request", "-d", "@-", server.url("/"));

    assertThat(server.requests().get(0).bodyText()).isEqualTo("from a pipe");
  }

  @Test
  void sendsJsonAsJson(FaultServer server) {
    SeenRequest seen = seen(server, "request", "--json", "{\"n\":1}");

    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.bodyText()).isEqualTo("{\"n\":1}");
    assertThat(seen.headerValues("Content-Type")).containsExactly("application/json");
  }

  @Test
  void sendsAJsonFileAndStandardInputAsJson(FaultServer server) throws Exception {
    Path file = Files.writeString(directory.resolve("gr\u00fcn.json"), "{\"n\":\"gr\u00fcn\"}\n");
    server.enqueue(Step.respond(200));

    SeenRequest fromFile = seen(server, "request", "--json", "@" + file);
    Ran.withInput(
        new ByteArrayInputStream("[1]".getBytes(StandardCharsets.UTF_8)),
        "request",
        "--json",
        "@-",
        server.url("/"));

    assertThat(fromFile.bodyText()).isEqualTo("{\"n\":\"gr\u00fcn\"}\n");
    assertThat(fromFile.header("Content-Type")).contains("application/json");
    assertThat(fromFile.headerValues("Accept")).containsExactly("application/json");
    assertThat(server.requests().get(1).bodyText()).isEqualTo("[1]");
  }

  @Test
  void anAcceptOfTheCallersOwnStays(FaultServer server) {
    SeenRequest seen = seen(server, "request", "--json", "{}", "-H", "accept: text/csv");

    assertThat(seen.headerValues("Accept")).containsExactly("text/csv");
  }

  @Test
  void sendsLettersOfAHeaderAsTheyWereTyped(FaultServer server) {
    SeenRequest seen = seen(server, "get", "-H", "X-Name: gr\u00fcn \u20ac");

    assertThat(seen.header("X-Name")).contains("gr\u00fcn \u20ac");
  }

  @Test
  void showsARedirectInsteadOfFollowingItIfToldTo(FaultServer server) {
    server.enqueue(Step.respond(302).header("Location", "/elsewhere").body("moved"));

    Ran ran = Ran.run("get", "--no-redirect", "-i", server.url("/"));

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("HTTP/1.1 302")
        .contains("Location: /elsewhere")
        .endsWith("moved");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aContentTypeOfTheCallersOwnStays(FaultServer server) {
    SeenRequest seen =
        seen(server, "request", "--json", "{}", "-H", "content-type: application/merge-patch+json");

    assertThat(seen.headerValues("Content-Type")).containsExactly("application/merge-patch+json");
  }

  @Test
  void sendsHeadersInTheOrderGiven(FaultServer server) {
    SeenRequest seen = seen(
        server,
        "get",
        "-H",
        "X-A: 1",
        "-H",
        "X-B:2",
        "-H",
        "x-a: \t 3 ",
        "-H",
        "X-C:",
        "-H",
        "X-D: a: b");

    assertThat(seen.headerValues("X-A")).containsExactly("1", "3");
    assertThat(seen.header("X-B")).contains("2");
    assertThat(seen.header("X-C")).contains("");
    assertThat(seen.header("X-D")).contains("a: b");
  }

  @Test
  void sendsUserAndPassword(FaultServer server) {
    SeenRequest seen = seen(server, "get", "-u", "Aladdin:open sesame");

    // RFC 7617 section 2 has this pair and its encoding.
    assertThat(seen.header("Authorization")).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void aKeyOfTheCallersOwnIsSentWithEveryAttempt(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders(), Step.respond(200));

    Ran.run("request", "-d", "x", "--idempotency-key", "order-1", server.url("/"));

    assertThat(keys(server)).containsExactly("order-1", "order-1");
  }

  @Test
  void aKeyMadeUpIsTheSameInEveryAttemptAndNewForEveryCall(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders(), Step.respond(200), Step.respond(200));

    Ran.run("request", "-d", "x", "--idempotency-key", "auto", server.url("/"));
    Ran.run("request", "-d", "x", "--idempotency-key", "auto", server.url("/"));

    List<String> keys = keys(server);
    assertThat(keys.get(0)).hasSize(36).isEqualTo(keys.get(1));
    assertThat(keys.get(2)).hasSize(36).isNotEqualTo(keys.get(1));
  }

  @Test
  void withoutAKeyAPostIsNotRepeated(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders(), Step.respond(200));

    Ran ran = Ran.run("request", "-d", "x", server.url("/"));

    assertThat(ran.code()).isEqualTo(56);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void connectsToTheAddressGivenForAHost(FaultServer server) {
    server.enqueue(Step.respond(200));

    Ran ran = Ran.run(
        "get", "http://API.test:" + server.port() + "/",
        "--resolve", "other.test:" + server.port() + ":127.0.0.9",
        "--resolve", "api.TEST:" + server.port() + ":127.0.0.1");

    assertThat(ran.code()).isZero();
    assertThat(server.requests().get(0).header("Host")).contains("api.test:" + server.port());
  }

  @Test
  void anAddressForAnotherPortDoesNotApply(FaultServer server) {
    Ran ran = Ran.run(
        "get", "http://api.test:" + server.port() + "/", "--resolve", "api.test:1:127.0.0.1");

    assertThat(ran.code()).isEqualTo(6);
  }

  @Test
  void followsARedirectToAHostWithAnAddressGiven(FaultServer server) {
    String there = "http://there.test:" + server.port() + "/";
    server.enqueue(
        Step.respond(302).header("Location", there), Step.respond(200).body("here"));

    Ran ran =
        Ran.run("get", server.url("/"), "--resolve", "there.test:" + server.port() + ":127.0.0.1");

    assertThat(ran.out()).isEqualTo("here");
  }

  private static SeenRequest seen(FaultServer server, String command, String... options) {
    server.enqueue(Step.respond(200));
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(options));
    args.add(server.url("/data?page=2"));
    Ran ran = Ran.run(args.toArray(String[]::new));
    assertThat(ran.code()).isZero();
    return server.requests().get(0);
  }

  private static List<String> keys(FaultServer server) {
    return server.requests().stream()
        .map(request -> request.header("Idempotency-Key").orElseThrow())
        .toList();
  }
}
