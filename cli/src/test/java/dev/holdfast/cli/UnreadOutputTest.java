/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.transfer.InterruptibleOutput;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that reads nothing holds a call no longer than its deadline. */
@ExtendWith(FaultServerExtension.class)
class UnreadOutputTest {

  private Pipe unread;

  @BeforeEach
  void open() throws IOException {
    unread = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    unread.source().close();
    unread.sink().close();
  }

  private Ran get(String... args) {
    return Ran.writingTo(new InterruptibleOutput(unread.sink()), args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%{exit_code}"})
  void theDeadlineEndsAWriteAndItsExitCodeStays(String format, FaultServer server) {
    server.script(Step.respond(200).body("x".repeat(2_000_000)));

    Ran ran = get("get", "--deadline", "500ms", "-w", format, server.url("/"));

    assertThat(ran.code()).isEqualTo(28);
    assertThat(ran.err()).contains("deadline");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-w%{exit_code}", "-c-"})
  void theDeadlineEndsAWriteAfterTheBody(String option, FaultServer server) throws IOException {
    server.script(Step.respond(204).header("Set-Cookie", "a=1"));
    fill();

    Ran ran = get("get", "--deadline", "500ms", option, server.url("/"));

    assertThat(ran.code()).isEqualTo(23);
    assertThat(ran.err()).contains("nothing read the output before the deadline");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theDeadlineEndsTheOtherThreadThatWritesWhatWasHeldBack(FaultServer server)
      throws IOException {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nbegin"), Action.stall()));
    fill();

    assertThat(get("get", "--deadline", "1s", server.url("/")).code()).isEqualTo(28);
  }

  @Test
  void theDeadlineEndsTheWaitForAReaderOfANamedPipe(@TempDir Path directory, FaultServer server)
      throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Ran ran = Ran.run("get", "--deadline", "200ms", "-o", pipe.toString(), server.url("/"));

    assertThat(ran.code()).isEqualTo(23);
    assertThat(ran.errLines())
        .containsExactly("holdfast: cannot write the answer: nothing reads the pipe " + pipe);
    assertThat(server.connections()).isZero();
    Files.newInputStream(pipe).close(); // lets the thread go that opens it
  }

  private void fill() throws IOException {
    unread.sink().configureBlocking(false);
    int written = 1;
    while (written > 0) {
      written = unread.sink().write(ByteBuffer.allocate(1 << 16));
    }
    unread.sink().configureBlocking(true);
  }
}
