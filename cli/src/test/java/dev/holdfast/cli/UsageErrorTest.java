/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static dev.holdfast.cli.Refusals.assertOneLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input: one line that names it, exit code 2, and no request. */
@Tag("U24")
class UsageErrorTest {

  private static final String DURATION = " (expected: a duration from 1ms to 24h, such as";
  private static final String COUNT = " (expected: a whole number from 0 to 10000)";

  @RegisterExtension
  static final UnaskedServer server = new UnaskedServer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--connect-timeout",
        "--read-timeout",
        "--write-timeout",
        "--attempt-timeout",
        "--deadline",
        "--backoff",
        "--backoff-max",
        "--retry-after-max"
      })
  void namesTheDurationOptionItsValueAndTheRange(String option) {
    assertRefused(option + ": 0s" + DURATION, option, "0s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0ms",
        "0.0s",
        "-1s",
        "1",
        "1000",
        "1000000000",
        "10^9",
        "1e3s",
        "NaN",
        "NaNs",
        "Infinity",
        "infs",
        "-0.0s",
        "0.5ms",
        "1ns",
        "1us",
        "24.01h",
        "1000000000s",
        "999999999999h",
        "1 s",
        "1S",
        "1,5s",
        "٣s",
        "s",
        "PT0S",
        "PT-1S",
        "PT25H",
        "P1D1",
        "PT9999999999999999999S",
        "1s2s",
        "0x1s"
      })
  void refusesWhatIsNoDurationFromAMillisecondToADay(String value) {
    assertRefused("--deadline: " + value + DURATION, "--deadline", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void quotesABlankDuration(String value) {
    assertRefused("--deadline: '" + value + "'" + DURATION, "--deadline", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--retries",
        "--connect-retries",
        "--read-retries",
        "--status-retries",
        "--other-retries",
        "--max-redirects"
      })
  void namesTheCountOptionItsValueAndTheRange(String option) {
    assertRefused(option + ": -1" + COUNT, option, "-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10001",
        "1000000000",
        "99999999999999999999",
        "1.5",
        "1e3",
        "NaN",
        "+1",
        "٣",
        "five",
        "0x1"
      })
  void refusesWhatIsNoCountUpToTenThousand(String value) {
    assertRefused("--retries: " + value + COUNT, "--retries", value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --jitter        | some             | --jitter: some (expected: none, full, equal, decorrelated or
      --jitter        | additive:        | --jitter: additive: (expected: additive: and a duration
      --jitter        | additive:0s      | --jitter: additive:0s (expected: additive: and a duration
      --jitter        | FULL             | --jitter: FULL (expected: none, full, equal
      --first-retry   | later            | --first-retry: later (expected: immediate or delayed)
      --trace         | xml              | --trace: xml (expected: text, json or none)
      --retry-on      | 99               | --retry-on: 99 (expected: statuses from 200 to 599
      --retry-on      | 600              | --retry-on: 600 (expected: statuses from 200 to 599
      --retry-on      | 429,,503         | --retry-on: 429,,503 (expected: statuses from 200 to 599
      --retry-on      | 5xx              | --retry-on: 5xx (expected: statuses from 200 to 599
      --retry-methods | GET,P/T          | --retry-methods: GET,P/T (expected: methods separated by
      --retry-methods | GET;PUT          | --retry-methods: GET;PUT (expected: methods separated by
      --resolve       | a:80             | --resolve: a:80 (expected: host:port:addr with a literal address
      --resolve       | a:0:127.0.0.1    | --resolve: a:0:127.0.0.1 (expected: host:port:addr
      --resolve       | a:65536:1.2.3.4  | --resolve: a:65536:1.2.3.4 (expected: host:port:addr
      --resolve       | a:80:256.0.0.1   | --resolve: a:80:256.0.0.1 (expected: host:port:addr
      --resolve       | a:80:127.1       | --resolve: a:80:127.1 (expected: host:port:addr
      --resolve       | a:80:localhost   | --resolve: a:80:localhost (expected: host:port:addr
      --resolve       | a:80:::1         | --resolve: a:80:::1 (expected: host:port:addr
      --resolve       | a:80:[:::1]      | --resolve: a:80:[:::1] (expected: host:port:addr
      --resolve       | a:80:[1.2.3.4]   | --resolve: a:80:[1.2.3.4] (expected: host:port:addr
      --proxy         | ftp://a          | --proxy: 'ftp://a' has a scheme that is not supported (expected: http://host:port
      --proxy         | http://a:0       | --proxy: 'http://a:0' has a host or port that is malformed (expected: http://host:port
      --proxy         | ftp://u:pw@a     | --proxy: 'ftp://***@a' has a scheme
      --noproxy       | 10.0.0.0/33      | --noproxy: '10.0.0.0/33' is no block of addresses (expected: names
      --interface     | localhost        | --interface: localhost (expected: an address of this host
      --proxy-user    | a:b              | --proxy-user: given without a proxy (expected: --proxy URL beside it)
      --header        | NoColon          | --header: a value without a header name (expected: 'Name: value')
      --header        | : value          | --header: a value without a header name (expected: 'Name: value')
      --header        | A B: c           | --header: header name: character 0x20 at position 1
      --header        | Host: a          | --header: header Host is written by Holdfast
      --header        | Content-Length:1 | --header: header Content-Length is written by Holdfast
      --hedge         | p95%             | --hedge: p95% (expected: a duration from 1ms to 24h, such as 300ms, or a percentile from p50 to p99.9)
      --hedge         | p49              | --hedge: p49 (expected:
      --hedge         | p100             | --hedge: p100 (expected:
      --hedge         | 0ms              | --hedge: 0ms (expected:
      --hedge         | soon             | --hedge: soon (expected:
      --header             | Idempotency-Key: a b | --header: idempotency key: a character that is not
      --deadline-header    | X Left      | --deadline-header: X Left (expected: the name of a header: letters, digits
      --deadline-header    | Host        | --deadline-header: Host (expected: the name of a header: letters, digits
      --idempotency-header | X Key       | --idempotency-header: X Key (expected: the name of a header: letters, digits
      --idempotency-header | ''          | --idempotency-header: '' (expected: the name of a header: letters, digits
      --idempotency-header | Host        | --idempotency-header: Host (expected: the name of a header: letters, digits
      --idempotency-header | X-Key       | --idempotency-header: given without a key (expected: --idempotency-key or that header)
      --user          | me               | --user: a value without a colon (expected: USER:PASSWORD)
      --user          | :secret          | --user: a value without a user (expected: USER:PASSWORD)
      """)
  void namesTheOptionAndWhatItTakes(String option, String value, String message) {
    assertRefused(message, option, value);
  }

  static Stream<Arguments> controlCharacters() {
    return Stream.of(
        arguments("--header", "A: b\r\nC: d", "--header: header A: character 0x0d at position 1"),
        arguments("--header", "A: b\n", "--header: header A: character 0x0a at position 1"),
        arguments("--header", "A\r\nB: c", "--header: header name: character 0x0d at position 1"),
        arguments("--header", "A: \0", "--header: header A: character 0x00 at position 0"),
        arguments("--user", "me:a\nb", "--user: a value with a control character (expected:"),
        arguments("--cookie", "a=b\nC: d", "--cookie: header Cookie: character 0x0a at position 3"),
        arguments("--idempotency-key", "a\r\nB", "--idempotency-key: a character that is not"),
        arguments("--idempotency-key", "", "--idempotency-key: 0 characters (expected: auto, or"),
        arguments(
            "--deadline-header", "A\n", "--deadline-header: A? (expected: the name of a header"),
        arguments("--deadline", "1s\nX", "--deadline: 1s?X (expected:"),
        arguments("--retry-on", "\u001b[31m", "--retry-on: ?[31m (expected:"));
  }

  @ParameterizedTest
  @MethodSource("controlCharacters")
  void refusesControlCharactersAndPrintsNone(String option, String value, String message) {
    assertRefused(message, option, value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                        | url: empty (expected: http:// or https:// and a host)
      example.com               | url: no scheme that is supported
      ftp://a/                  | url: no scheme that is supported
      file:///etc/passwd        | url: no scheme that is supported
      javascript:alert(1)       | url: no scheme that is supported
      http://                   | url:
      http:///x                 | url:
      http://a:0/               | url:
      http://a:99999/           | url:
      http://a:-1/              | url:
      http://[::1/              | url:
      http://a/%zz              | url:
      """)
  void refusesAUrlThatIsMalformed(String url, String message) {
    assertOneLine(message, Ran.run("get", url));
  }

  @Test
  void neverRepeatsThePasswordInAUrl() {
    Ran ran = Ran.run("get", "http://me:hunter2@127.0.0.1:" + server.port() + "/?api_key=hunter3");

    assertOneLine("url: user info before the host", ran);
    assertThat(ran.err()).doesNotContain("hunter");
  }

  @Test
  void neverRepeatsASecretGivenAsAnUnknownOption() {
    assertRefused("no such option: --tokn", "--tokn=hunter2");
  }

  @Test
  void suggestsAnOptionForOneThatIsNearlyRight() {
    assertRefused("no such option: --retrys; did you mean --retries?", "--retrys", "3");
  }

  @Test
  void cutsALongName() {
    assertRefused("no such option: --" + "x".repeat(58) + "… (see", "--" + "x".repeat(5_000));
  }

  @Test
  void saysWhatASecondPositionalArgumentMayMean() {
    Ran ran = Ran.run("get", server.url("/"), "-H", "Authorization:", "Bearer", "hunter2");

    assertOneLine("too many arguments; a value with spaces, & or ? needs quotes", ran);
    assertThat(ran.err()).doesNotContain("hunter2");
  }

  @Test
  void wantsAUrl() {
    assertOneLine("Missing required parameter: 'URL'", Ran.run("get"));
  }

  @Test
  void wantsAValueForAnOption() {
    assertRefused("Missing required parameter for option '--retries' (N)", "--retries");
  }

  @Test
  void wantsACommand() {
    assertOneLine("a command is missing (see 'holdfast --help')", Ran.run());
  }

  @Test
  void refusesAnUnknownCommand() {
    assertOneLine("no such command: fetch", Ran.run("fetch", server.url("/")));
  }

  @Test
  void suggestsACommandForOneThatIsNearlyRight() {
    assertOneLine("no such command: rekwest; did you mean request?", Ran.run("rekwest"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET X", "GET\r\nX: y", "CONNECT", "ＧＥＴ", "-", "G/T"})
  void refusesWhatIsNoMethod(String method) {
    Ran ran = Ran.run("request", "-X", method, server.url("/"));

    assertOneLine("--method: ", ran);
    assertThat(ran.err())
        .contains("(expected: one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE, or another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-u", "-H", "-d", "--json", "-o", "--cacert", "--idempotency-key"})
  @Tag("U29")
  void refusesLettersThatTheLocaleLost(String option) {
    String lost = "a:gr\ufffd\ufffdn";

    Ran ran = Ran.run("request", option, lost, server.url("/"));

    assertOneLine("argument 3: holds bytes that are no text in ", ran);
    assertThat(ran.err()).contains("(expected: a locale of UTF-8").doesNotContain("gr");
  }

  @Test
  void refusesAUrlOfWhichTheLocaleLostLetters() {
    assertOneLine(
        "argument 2: holds bytes that are no text in ", Ran.run("get", server.url("/gr\ufffdn")));
  }

  @ParameterizedTest
  @CsvSource({"-d,a,--json,1", "-d,a,-d,b", "--json,1,--json,2"})
  void takesOneBody(String option, String value, String other, String otherValue) {
    assertOneLine(
        "--data, --json: given more than once (expected: one body)",
        Ran.run("request", option, value, other, otherValue, server.url("/")));
  }

  @Test
  void refusesABlankJsonText() {
    assertOneLine(
        "--json: ' ' (expected: a JSON text)", Ran.run("request", "--json", " ", server.url("/")));
  }

  @Test
  void refusesCredentialsGivenTwice() {
    assertRefused(
        "--user: given beside an Authorization header",
        "-u",
        "a:b",
        "-H",
        "authorization: Bearer c");
  }

  @Test
  void namesTheOptionsOfALongestWaitThatIsShorterThanTheFirst() {
    String message = "--backoff-max: less than the first wait (expected: at least the value of"
        + " --backoff, which is 500ms by default)";

    assertRefused(message, "--backoff", "2s", "--backoff-max", "1s");
    assertRefused(message, "--backoff-max", "1ms");
  }

  @Test
  void namesTheOptionForCredentialsThatAProxyCannotTake() {
    assertRefused("--proxy-user: ", "-x", "socks5://127.0.0.1:1", "-U", "a:" + "b".repeat(256));
  }

  private static void assertRefused(String message, String... options) {
    Refusals.assertRefused(server.url("/"), message, options);
  }
}
