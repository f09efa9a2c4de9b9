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
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Options that users know from curl. */
@ExtendWith(FaultServerExtension.class)
class CurlOptionsTest {

  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "name=value, name=value",
    "name=a b&c=d, name=a%20b%26c%3Dd",
    "name=gr\u00fcn\u20ac, name=gr%C3%BCn%E2%82%AC",
    "=a=b, a%3Db",
    "plain text, plain%20text",
    "a@b=c, a@b=c",
    "name=, name=",
    "name=-._~*, name=-._~%2A"
  })
  void encodesTheValueOfAFieldAsCurlDoes(String field, String body, FaultServer server) {
    SeenRequest seen = seen(server, "request", "--data-urlencode", field);

    assertThat(seen.bodyText()).isEqualTo(body);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.headerValues("Content-Type"))
        .containsExactly("application/x-www-form-urlencoded");
    assertThat(seen.header("Accept")).contains("*/*");
  }

  @Test
  void joinsFieldsAndReadsTheirValuesFromFiles(FaultServer server) throws IOException {
    Path file = Files.write(directory.resolve("value"), new byte[] {'a', 0, '\n', (byte) 0xff});

    SeenRequest seen = seen(
        server,
        "request",
        "--data-urlencode",
        "a=1",
        "--data-urlencode",
        "b@" + file,
        "--data-urlencode",
        "@" + file);

    assertThat(seen.bodyText()).isEqualTo("a=1&b=a%00%0A%FF&a%00%0A%FF");
  }

  @Test
  void readsAFieldFromStandardInput(FaultServer server) {
    server.enqueue(Step.respond(200));

    Ran.withInput(
        new ByteArrayInputStream("x y".getBytes(StandardCharsets.UTF_8)),
        "request",
        "--data-urlencode",
        "q@-",
        server.url("/"));

    assertThat(server.requests().get(0).bodyText()).isEqualTo("q=x%20y");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a b=c     | --data-urlencode: a name with a character that must be encoded (expected:
      a&b=c     | --data-urlencode: a name with a character that must be encoded (expected:
      x@/no/file | --data-urlencode: x@/no/file (expected: @ and a readable file: no such file)
      """)
  void refusesAFieldThatCannotBeSent(String field, String message, FaultServer server) {
    Ran ran = Ran.run("request", "--data-urlencode", field, server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: " + message).hasLineCount(1);
    assertThat(server.connections()).isZero();
  }

  @Test
  void sendsAFormWithTextsAndFiles(FaultServer server) throws IOException {
    Path file = Files.writeString(directory.resolve("a b.txt"), "content");

    SeenRequest seen = seen(
        server,
        "request",
        "-F",
        "text=a;type=b",
        "-F",
        "up=@" + file + ";type=text/plain;filename=c.txt",
        "--form",
        "plain=@" + file,
        "-F",
        "inline=<" + file);

    String boundary = seen.headerValues("Content-Type").get(0).replaceFirst(".*boundary=", "");
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.bodyText().replace(boundary, "B"))
        .isEqualTo(String.join(
            "\r\n",
            "--B",
            "Content-Disposition: form-data; name=\"text\"",
            "",
            "a;type=b",
            "--B",
            "Content-Disposition: form-data; name=\"up\"; filename=\"c.txt\"",
            "Content-Type: text/plain",
            "",
            "content",
            "--B",
            "Content-Disposition: form-data; name=\"plain\"; filename=\"a b.txt\"",
            "Content-Type: application/octet-stream",
            "",
            "content",
            "--B",
            "Content-Disposition: form-data; name=\"inline\"",
            "",
            "content",
            "--B--",
            ""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      text       | --form: 'text' (expected: NAME=TEXT, NAME=@FILE or NAME=<FILE)
      x=@/no/file | --form: x=@/no/file (expected: @ and a readable file: no such file)
      """)
  void refusesAPartThatCannotBeSent(String field, String message, FaultServer server) {
    Ran ran = Ran.run("request", "-F", field, server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: " + message).hasLineCount(1);
    assertThat(server.connections()).isZero();
  }

  @Test
  void refusesAFormBesideAnotherBody(FaultServer server) {
    Ran ran = Ran.run("request", "-F", "a=b", "-d", "x", server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--form: given beside another body (expected: one body)");
  }

  @Test
  void refusesFieldsBesideAnotherBody(FaultServer server) {
    Ran ran = Ran.run("request", "--data-urlencode", "a=b", "-d", "x", server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("given beside --data or --json (expected: one body)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-L", "--location"})
  void followsRedirectsAlsoIfToldTo(String option, FaultServer server) {
    server.enqueue(
        Step.respond(302).header("Location", "/there"), Step.respond(200).body("there"));

    assertThat(Ran.run("get", option, server.url("/")).out()).isEqualTo("there");
  }

  @Test
  void refusesToFollowAndNotToFollow(FaultServer server) {
    Ran ran = Ran.run("get", "-L", "--no-redirect", server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: --location: given beside --no-redirect");
  }

  @ParameterizedTest
  @CsvSource({"--compressed, 'gzip, deflate'", "--trace=none, 'gzip, deflate'"})
  void letsTheAnswerComeCompressed(String option, String codings, FaultServer server) {
    assertThat(seen(server, "get", option).header("Accept-Encoding")).contains(codings);
  }

  @Test
  void asksForTheAnswerAsItIsStored(FaultServer server) {
    SeenRequest seen = seen(server, "get", "--no-compressed");

    assertThat(seen.header("Accept-Encoding").orElse("")).doesNotContain("gzip");
  }

  @Test
  void printsNothingOfAFailureWhenSilent(FaultServer server) {
    server.enqueue(Step.respond(404).body("who?"));

    Ran ran = Ran.onTerminal("get", "-s", server.url("/"));

    assertThat(ran.code()).isEqualTo(22);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo("who?");
  }

  @Test
  void printsAFailureAllTheSameWithShowError(FaultServer server) {
    server.enqueue(Step.respond(404).body("who?"));

    Ran ran = Ran.onTerminal("get", "-sS", server.url("/"));

    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).startsWith("holdfast: status 404 Not Found after 1 attempt");
  }

  @Test
  void readsMoreOptionsFromAFile(FaultServer server) throws IOException {
    server.enqueue(Step.respond(200).body("ok"));
    Path file = Files.writeString(
        directory.resolve("config"),
        "# secrets\nuser = \"me:p w\"\n-H \"X-A: 1\"\nurl = " + server.url("/x") + "\n");

    Ran ran = Ran.run("get", "-K", file.toString(), "-H", "X-B: 2");

    assertThat(ran.out()).isEqualTo("ok");
    SeenRequest seen = server.requests().get(0);
    assertThat(seen.target()).isEqualTo("/x");
    assertThat(seen.header("Authorization")).contains("Basic bWU6cCB3");
    assertThat(seen.header("X-A")).contains("1");
    assertThat(seen.header("X-B")).contains("2");
  }

  @Test
  void takesTheFileInOneWordToo(FaultServer server) throws IOException {
    Path file = Files.writeString(directory.resolve("config"), "retries 0\n");

    assertThat(seen(server, "get", "--config=" + file).method()).isEqualTo("GET");
    assertThat(seen(server, "get", "-K" + file, "-H", "A: b").header("A")).contains("b");
    assertThat(seen(server, "get", "-sK", file.toString()).method()).isEqualTo("GET");
  }

  @Test
  void saysWhichConfigFileCannotBeRead(FaultServer server) {
    Ran ran = Ran.run("get", "-K", "/no/such/file", server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("holdfast: --config: /no/such/file (expected: a readable file of options: no"
            + " such file)")
        .hasLineCount(1);
  }

  @Test
  void saysWhatIsWrongInAConfigFile(FaultServer server) throws IOException {
    Path file = Files.writeString(directory.resolve("config"), "retries 0\nno-such-option\n");
    Path bad = Files.writeString(directory.resolve("bad"), "\nuser = \"me:hunter2\n");

    Ran unknown = Ran.run("get", "-K", file.toString(), server.url("/"));
    Ran open = Ran.run("get", "-K", bad.toString(), server.url("/"));

    assertThat(unknown.err()).startsWith("holdfast: no such option: --no-such-option");
    assertThat(open.err())
        .contains("bad, line 2: a value without its closing quote")
        .doesNotContain("hunter");
    assertThat(server.connections()).isZero();
  }

  @Test
  void takesUserAndPasswordFromANetrcFile(FaultServer server) throws IOException {
    Path file = Files.writeString(
        directory.resolve("netrc"), "machine 127.0.0.1 login me password \"p w\"");

    SeenRequest seen = seen(server, "get", "--netrc-file", file.toString());

    assertThat(seen.header("Authorization")).contains("Basic bWU6cCB3");
  }

  @Test
  void sendsNoPasswordOfAnotherHost(FaultServer server) throws IOException {
    Path file = Files.writeString(directory.resolve("netrc"), "machine a.test login me password p");

    assertThat(seen(server, "get", "--netrc-file", file.toString()).header("Authorization"))
        .isEmpty();
  }

  @Test
  void answersADigestChallenge(FaultServer server) {
    server.script(
        Step.respond(401)
            .header("WWW-Authenticate", "Basic realm=\"r\"")
            .header("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\""),
        Step.respond(200));

    Ran ran = Ran.run("get", "--digest", "-u", "me:p w", server.url("/a"));

    assertThat(ran.code()).isZero();
    assertThat(server.requests().get(0).header("Authorization")).isEmpty();
    assertThat(server.requests().get(1).header("Authorization").orElseThrow())
        .startsWith("Digest username=\"me\", realm=\"r\", nonce=\"n\", uri=\"/a\", response=");
  }

  @Test
  void letsTheServerChooseTheScheme(FaultServer server) {
    server.script(
        Step.respond(401).header("WWW-Authenticate", "Basic realm=\"r\""), Step.respond(200));

    Ran.run("get", "--anyauth", "-u", "me:p w", server.url("/a"));

    assertThat(server.requests().get(0).header("Authorization")).isEmpty();
    assertThat(server.requests().get(1).header("Authorization")).contains("Basic bWU6cCB3");
    assertThat(Ran.run("get", "--anyauth", "--digest", "-u", "me:p", server.url("/"))
            .err())
        .startsWith("holdfast: --anyauth: given beside --digest");
  }

  @Test
  void whatIsGivenGoesBeforeTheNetrcFile(FaultServer server) throws IOException {
    Path file =
        Files.writeString(directory.resolve("netrc"), "machine 127.0.0.1 login other password p");

    assertThat(seen(server, "get", "--netrc-file", file.toString(), "-u", "me:p w")
            .header("Authorization"))
        .contains("Basic bWU6cCB3");
    assertThat(seen(server, "get", "--netrc-file", file.toString(), "-H", "Authorization: own")
            .header("Authorization"))
        .contains("own");
  }

  @Test
  void saysWhichNetrcFileCannotBeRead(FaultServer server) {
    Ran ran = Ran.run("get", "--netrc-file", "/no/such/file", server.url("/"));

    assertThat(ran.err())
        .startsWith("holdfast: --netrc-file: /no/such/file (expected: a readable netrc file: no"
            + " such file)");
  }

  @Test
  void refusesTwoVersionsOfHttp(FaultServer server) {
    Ran ran = Ran.run("get", "--http1.1", "--http2", server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("holdfast: --http2: given beside --http1.1 (expected: one of them)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--http1.1", "--http2"})
  void speaksTheVersionThatThereIs(String option, FaultServer server) {
    assertThat(seen(server, "get", option).method()).isEqualTo("GET");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -C|5|--continue-at: 5 (expected: -, to go on where the last run stopped)
      -C|-|--continue-at: given without a file (expected: -o FILE)
      """)
  void refusesAContinuationThatCannotBe(
      String option, String value, String message, FaultServer server) {
    Ran ran = Ran.run("get", option, value, server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: " + message);
  }

  @Test
  void refusesToContinueWhatIsNoPlainGet(FaultServer server) {
    String file = directory.resolve("file").toString();

    assertThat(Ran.run("request", "-X", "PUT", "-C", "-", "-o", file, server.url("/"))
            .err())
        .startsWith("holdfast: --continue-at: given with PUT (expected: a GET)");
    assertThat(Ran.run("get", "-i", "-C", "-", "-o", file, server.url("/")).err())
        .startsWith("holdfast: --continue-at: given with --include");
    assertThat(Ran.run("get", "-H", "Range: bytes=1-", "-C", "-", "-o", file, server.url("/"))
            .err())
        .startsWith("holdfast: --continue-at: given beside a Range");
    assertThat(server.connections()).isZero();
  }

  private static SeenRequest seen(FaultServer server, String command, String... options) {
    server.enqueue(Step.respond(200));
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(options));
    args.add(server.url("/data"));
    Ran ran = Ran.run(args.toArray(String[]::new));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    List<SeenRequest> requests = server.requests();
    return requests.get(requests.size() - 1);
  }
}
