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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(FaultServerExtension.class)
class CookieOptionsTest {

  @TempDir
  Path directory;

  private static List<String> cookies(FaultServer server) {
    return server.requests().stream()
        .map((SeenRequest seen) -> String.join(" && ", seen.headerValues("Cookie")))
        .toList();
  }

  private Path curlsFile() throws IOException {
    return Files.writeString(directory.resolve("in.txt"), """
        # Netscape HTTP Cookie File
        # https://curl.se/docs/http-cookies.html

        #HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\t1
        127.0.0.1\tFALSE\t/\tFALSE\t4102444800\ttheme\tdark
        .example.com\tTRUE\t/\tFALSE\t0\tother\tcanary
        """);
  }

  @Test
  void sendsCookiesAsTyped(FaultServer server) {
    server.script(Step.respond(302).header("Location", "/b").header("Set-Cookie", "c=3"));
    server.enqueue(Step.respond(302).header("Location", server.otherOrigin() + "/c"));
    server.enqueue(Step.respond(200));

    Ran ran = Ran.run("get", "-b", "a=1; b=2", "-b", "gr\u00fc\u00dfe=x", server.url("/"));

    assertThat(ran.code()).isZero();
    // Answers are not kept, and another origin gets no cookies.
    assertThat(cookies(server))
        .containsExactly("a=1; b=2; gr\u00fc\u00dfe=x", "a=1; b=2; gr\u00fc\u00dfe=x", "");
  }

  @Test
  void sendsTheCookiesInAFileOfCurl(FaultServer server) throws IOException {
    server.script(Step.respond(200));

    Ran.run("get", "-b", curlsFile().toString(), server.url("/"));

    assertThat(cookies(server)).containsExactly("sid=1; theme=dark");
  }

  @Test
  void readsAFileOfCurlFromStandardInput(FaultServer server) throws IOException {
    server.script(Step.respond(200));

    Ran ran = Ran.withInput(Files.newInputStream(curlsFile()), "get", "-b", "-", server.url("/"));

    assertThat(ran.code()).isZero();
    assertThat(cookies(server)).containsExactly("sid=1; theme=dark");
  }

  @Test
  void keepsCookiesOverARedirectAndWritesThem(FaultServer server) throws IOException {
    server.script(
        Step.respond(302).header("Location", "/home").header("Set-Cookie", "sid=2; Path=/"),
        Step.respond(404));
    Path file = directory.resolve("out.txt");

    Ran ran =
        Ran.run("get", "-b", curlsFile().toString(), "-c", file.toString(), server.url("/login"));

    assertThat(ran.code()).isEqualTo(22);
    assertThat(cookies(server)).containsExactly("sid=1; theme=dark", "sid=2; theme=dark");
    assertThat(Files.readString(file))
        .startsWith("# Netscape HTTP Cookie File\n")
        .contains("\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\t2\n")
        .contains("\n.example.com\tTRUE\t/\tFALSE\t0\tother\tcanary\n");
  }

  @Test
  void writesThemToStandardOutputBehindTheBody(FaultServer server) {
    server.script(Step.respond(200).header("Set-Cookie", "sid=2").body("body\n"));

    Ran ran = Ran.run("get", "-c", "-", server.url("/"));

    assertThat(ran.out()).startsWith("body\n# Netscape").endsWith("\tsid\t2\n");
  }

  @Test
  void beginsWithNoneWhereTheFileIsNotThereYetAndWithoutAName(FaultServer server) {
    server.script(
        Step.respond(302).header("Location", "/b").header("Set-Cookie", "a=1"),
        Step.respond(200),
        Step.respond(200));

    Ran ran = Ran.run("get", "-b", "", server.url("/"));
    Ran missing = Ran.run("get", "-b", directory.resolve("none").toString(), server.url("/"));

    assertThat(ran.code()).isZero();
    assertThat(missing.code()).isZero();
    assertThat(cookies(server)).containsExactly("", "a=1", "");
  }

  @Test
  void leavesOutWhatDoesNotExpire(FaultServer server) throws IOException {
    server.script(Step.respond(200));

    Ran.run("get", "-j", "-b", curlsFile().toString(), server.url("/"));

    assertThat(cookies(server)).containsExactly("theme=dark");
  }

  @Test
  void keepsNoCookieForAPublicSuffix(FaultServer server) throws IOException {
    server.script(Step.respond(200).header("Set-Cookie", "a=1; Domain=co.uk"));
    Path file = directory.resolve("out.txt");

    Ran ran = Ran.run(
        "get",
        "-v",
        "-c",
        file.toString(),
        "--resolve",
        "www.example.co.uk:" + server.port() + ":127.0.0.1",
        "http://www.example.co.uk:" + server.port() + "/");

    assertThat(ran.err())
        .contains("a cookie 'a' was ignored: the domain 'co.uk' is a public suffix");
    assertThat(Files.readString(file)).doesNotContain("co.uk");
  }

  @Test
  void saysWhatCannotBeReadOrWritten(FaultServer server) {
    server.script(Step.respond(200));

    Ran unread = Ran.run("get", "-b", directory.toString(), server.url("/"));
    Ran unwritten =
        Ran.run("get", "-c", directory.resolve("no/such/dir").toString(), server.url("/"));
    Ran twice = Ran.run("get", "-b", "a=1", "-H", "Cookie: b=2", server.url("/"));
    Ran control = Ran.run("get", "-b", "a=1\r\nX: y", server.url("/"));

    assertThat(unread.code()).isEqualTo(2);
    assertThat(unread.err())
        .startsWith("holdfast: --cookie: " + directory + " (expected: a readable");
    assertThat(unwritten.code()).isEqualTo(23);
    assertThat(unwritten.err()).contains("holdfast: cannot write the cookies: ");
    assertThat(twice.err()).startsWith("holdfast: --cookie: given beside a Cookie header");
    assertThat(control.code()).isEqualTo(2);
    assertThat(server.requests()).hasSize(1);
  }
}
