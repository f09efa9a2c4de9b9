/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The prompt on a terminal that {@code script} (util-linux) creates; its standard output is the
 * terminal's.
 */
@Execution(ExecutionMode.SAME_THREAD)
class PasswordPromptTest {

  private static final class Terminal implements AutoCloseable {

    private final Process process;
    private final StringBuilder shown = new StringBuilder();

    Terminal() throws IOException {
      process = new ProcessBuilder("script", "-q", "-f", "-c", "tty; exec sleep 60", "/dev/null")
          .redirectErrorStream(true)
          .start();
    }

    /** Reads the output until it contains the text. */
    String shownUpTo(String text) throws IOException {
      InputStream screen = process.getInputStream();
      int from = shown.length();
      while (shown.indexOf(text, from) < 0) {
        int b = screen.read();
        if (b < 0) {
          throw new AssertionError("the terminal has ended: " + shown);
        }
        shown.append((char) b);
      }
      return shown.substring(from);
    }

    File file() throws IOException {
      return new File(shownUpTo("\n").strip());
    }

    void type(String text) throws IOException {
      OutputStream keys = process.getOutputStream();
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Asks on another thread; returns when the question is shown. */
  private static CompletableFuture<Optional<String>> asked(Terminal terminal, String question)
      throws IOException {
    PasswordPrompt prompt = new PasswordPrompt(terminal.file());
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    Thread asks = new Thread(() -> answer.complete(prompt.answer(question)));
    asks.start();
    terminal.shownUpTo(question);
    return answer;
  }

  @Test
  void asksAndShowsTheQuestionButNotTheAnswer() throws Exception {
    try (Terminal terminal = new Terminal()) {
      CompletableFuture<Optional<String>> answer = asked(terminal, "Password of me: ");
      terminal.type("s\u00fc\u00df\n");

      assertThat(answer.join()).hasValue("s\u00fc\u00df");
      assertThat(terminal.shownUpTo("\n")).isBlank();
    }
  }

  @Test
  void theTerminalShowsWhatIsTypedAfterwards() throws Exception {
    try (Terminal terminal = new Terminal()) {
      CompletableFuture<Optional<String>> answer = asked(terminal, "? ");
      terminal.type("secret\n");
      answer.join();

      terminal.type("visible\n");

      assertThat(terminal.shownUpTo("visible")).doesNotContain("secret");
    }
  }

  @Test
  void anEndOfInputIsNoPassword() throws Exception {
    try (Terminal terminal = new Terminal()) {
      CompletableFuture<Optional<String>> answer = asked(terminal, "? ");
      terminal.type("\u0004");

      assertThat(answer.join()).isEmpty();
    }
  }

  @Test
  void whereThereIsNoTerminalNothingIsAsked(@TempDir Path directory) throws Exception {
    File file = directory.resolve("file").toFile();
    assertThat(new PasswordPrompt(file).answer("? ")).isEmpty();

    assertThat(file.createNewFile()).isTrue();
    assertThat(new PasswordPrompt(file).answer("? ")).isEmpty();
    assertThat(file).isEmpty();
  }
}
