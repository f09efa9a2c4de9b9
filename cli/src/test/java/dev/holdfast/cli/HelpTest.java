/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  /** The options that the project promises. */
  private static final List<String> OPTIONS = List.of(
      "-H",
      "-o",
      "-i",
      "--connect-timeout",
      "--read-timeout",
      "--write-timeout",
      "--attempt-timeout",
      "--deadline",
      "--retries",
      "--connect-retries",
      "--read-retries",
      "--status-retries",
      "--other-retries",
      "--max-redirects",
      "--backoff",
      "--backoff-max",
      "--first-retry",
      "--jitter",
      "--retry-on",
      "--retry-methods",
      "--retry-after-max",
      "--ignore-retry-after",
      "--raise-on-status",
      "--hedge",
      "--idempotency-key",
      "--idempotency-header",
      "--deadline-header",
      "--cacert",
      "--cert",
      "--key",
      "--insecure",
      "--http1.1",
      "--http2",
      "--resolve",
      "--proxy",
      "--proxy-user",
      "--noproxy",
      "--unix-socket",
      "--interface",
      "--netrc",
      "--config",
      "--location",
      "--continue-at",
      "--silent",
      "--show-error",
      "--format",
      "--trace");

  @Test
  void namesTheCommandsAndShowsExamples() {
    Ran ran = Ran.run("--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("\n  get ", "\n  request ", "\n  demo ", "Examples:", "holdfast get --help")
        .doesNotContain("warm-up");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void saysOfEachCommandInAWholeSentenceWhatItDoes() {
    String commands = Ran.run("--help").out().split("Commands:\\R", 2)[1].split("\\R\\R", 2)[0];

    assertThat(commands.replaceAll("\\R {20,}", " ").lines())
        .allSatisfy(line -> assertThat(line).endsWith("."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "request"})
  void describesEveryOptionOfACall(String command) {
    Ran ran = Ran.run(command, "--help");

    assertThat(ran.code()).isZero();
    assertThat(options(ran.out())).containsAll(OPTIONS);
  }

  @Test
  void describesMethodAndBodyOfARequest() {
    assertThat(options(Ran.run("request", "-h").out())).contains("-X", "-d", "--json");
    assertThat(options(Ran.run("get", "-h").out())).doesNotContain("-X", "-d", "--json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "request"})
  void listsTheExitCodes(String command) {
    assertThat(Ran.run(command, "--help").out())
        .contains("Exit codes:")
        .contains("   0  the answer's status is below 400\n")
        .contains(
            "\n   2  ", "\n   6  ", "\n   7  ", "\n  22  ", "\n  28  ", "\n  35  ", "\n  47  ")
        .contains("\n  52  ", "\n  56  ", "\n  60  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "get --help", "request --help", "demo --help"})
  void fitsAnOrdinaryTerminal(String command) {
    assertThat(Ran.run(command.split(" ")).out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version"})
  void printsTheVersionInOneLine(String option) {
    Ran ran = Ran.run(option);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("holdfast ").contains(" (Java ").hasLineCount(1);
  }

  @Test
  void helpOfOneCommandCanBeAskedForFirst() {
    assertThat(Ran.run("help", "get").out()).isEqualTo(Ran.run("get", "--help").out());
  }

  private static List<String> options(String help) {
    return Pattern.compile("(?m)^ +(-.*?)(?:  |$)")
        .matcher(help)
        .results()
        .map(MatchResult::group)
        .flatMap(
            names -> Pattern.compile("--?[A-Za-z][a-z0-9.-]*").matcher(names).results())
        .map(MatchResult::group)
        .collect(ArrayList::new, List::add, List::addAll);
  }
}
