/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard input is read by one option, and for one value of it. */
@Tag("U24")
@ExtendWith(FaultServerExtension.class)
class OneReaderTest {

  private static final String EXPECTED = " does (expected: one option that reads it)";

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "-F,a=<-,-F,b=@-,--form,another --form",
    "-F,a=@-;type=text/plain,-F,b=@-;filename=x,--form,another --form",
    "-d,@-,-F,b=@-,--form,--data",
    "-F,a=@-,--json,@-,--json,--form",
    "-d,@-,--data,@-,--data,another --data",
    "--data-urlencode,@-,--data-urlencode,a@-,--data-urlencode,another --data-urlencode",
    "--json,@-,--data-urlencode,a@-,--data-urlencode,--json",
    "-d,@-,-b,-,--cookie,--data",
    "-b,-,-b,-,--cookie,another --cookie"
  })
  void refusesASecondValueFromStandardInputBeforeItIsRead(
      String option,
      String value,
      String other,
      String otherValue,
      String second,
      String first,
      FaultServer server) {
    ByteArrayInputStream in = new ByteArrayInputStream(new byte[10]);

    Ran ran = Ran.withInput(in, "request", option, value, other, otherValue, server.url("/"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err())
        .startsWith("holdfast: " + second + ": reads standard input, as " + first + EXPECTED);
    assertThat(in.available()).isEqualTo(10);
    assertThat(server.connections()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "request,-d,@-,--data,--config",
    "request,-F,a=<-,--form,--config",
    "get,-K,-,--config,another --config"
  })
  void countsAConfigFile(
      String command,
      String option,
      String value,
      String second,
      String first,
      FaultServer server) {
    InputStream ofProcess = System.in;
    System.setIn(input("retries 0\n"));
    try {
      Ran ran = Ran.run(command, "-K", "-", option, value, server.url("/"));

      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err())
          .startsWith("holdfast: " + second + ": reads standard input, as " + first + EXPECTED);
      assertThat(server.connections()).isZero();
    } finally {
      System.setIn(ofProcess);
    }
  }

  @Test
  void takesOneValueFromStandardInputBesideHyphensThatMeanOtherThings(FaultServer server) {
    server.script(Step.respond(200).body("ok"));

    Ran ran = Ran.withInput(
        input("text"), "request", "-F", "a=@-", "-F", "b=-", "-o", "-", server.url("/"));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo("ok");
    assertThat(new String(server.requests().get(0).body(), StandardCharsets.UTF_8))
        .contains("text");
  }

  @Test
  void showsTheHelpWhateverIsRead() {
    assertThat(Ran.run("request", "-d", "@-", "-F", "a=@-", "--help").code()).isZero();
  }
}
