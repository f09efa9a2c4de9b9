/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code get URL} runs without the parser; every other form of the same command needs it. */
@ExtendWith(FaultServerExtension.class)
class PlainGetTest {

  @Test
  void hasTheOptionsThatTheParserSets() {
    Streams streams = new Streams(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        System.err,
        false,
        false,
        () -> false);
    GetCommand parsed = new GetCommand(streams);
    new CommandLine(parsed).parseArgs("http://localhost/");

    assertThat(parsed.options)
        .usingRecursiveComparison()
        .isEqualTo(new GetCommand(streams).options);
  }

  @ParameterizedTest
  @CsvSource({"200, 0, fine", "404, 22, missing"})
  void endsAsTheParsedCommandDoes(int status, int code, String body, FaultServer server) {
    server.enqueue(Step.respond(status).body(body), Step.respond(status).body(body));

    Ran plain = Ran.run("get", server.url("/"));
    Ran parsed = Ran.run("get", "--", server.url("/"));

    assertThat(plain.code()).isEqualTo(parsed.code()).isEqualTo(code);
    assertThat(plain.out()).isEqualTo(parsed.out()).isEqualTo(body);
    assertThat(withoutTimes(plain)).isEqualTo(withoutTimes(parsed));
  }

  private static String withoutTimes(Ran ran) {
    return ran.err().replaceAll("[0-9]+ ms", "");
  }

  @ParameterizedTest
  @CsvSource({"http://", "https://a b/", "http://localhost:99999/"})
  void refusesAUrlAsTheParsedCommandDoes(String url) {
    Ran plain = Ran.run("get", url);
    Ran parsed = Ran.run("get", "--", url);

    assertThat(plain.code()).isEqualTo(parsed.code()).isEqualTo(2);
    assertThat(plain.err()).isEqualTo(parsed.err()).startsWith("holdfast: ");
  }

  @Test
  void reportsAnUnexpectedFailureAsTheParsedCommandDoes(FaultServer server) {
    server.enqueue(Step.respond(200).body("fine"), Step.respond(200).body("fine"));
    OutputStream broken = new OutputStream() {
      @Override
      public void write(int octet) {
        throw new IllegalStateException("broken");
      }
    };

    Ran plain = Ran.writingTo(broken, "get", server.url("/"));
    Ran parsed = Ran.writingTo(broken, "get", "--", server.url("/"));

    assertThat(plain.code()).isEqualTo(parsed.code()).isEqualTo(Exit.UNEXPECTED.code());
    assertThat(plain.err()).isEqualTo(parsed.err()).contains("unexpected failure");
  }
}
