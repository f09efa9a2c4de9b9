/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.time.FakeTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SparseLogTest {

  /** A logger that hands its lines on. */
  private record Lines(Consumer<String> to, Level least) implements Logger {

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= least.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String line, Throwable thrown) {
      to.accept(line);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
      to.accept(format);
    }
  }

  private final List<String> lines = new ArrayList<>();
  private final FakeTime time = new FakeTime();
  private final SparseLog log =
      new SparseLog(new Lines(lines::add, Level.INFO), Level.WARNING, time, "failures");

  @Test
  void writesALineASecondAndCountsTheOthers() {
    log.write("first", null);
    log.write("second", null);
    log.write("third", null);
    time.advance(999_000_000);
    log.write("fourth", null);
    time.advance(1_000_000);
    log.write("fifth", null);
    time.advance(1_000_000_000);
    log.write("sixth", null);

    assertThat(lines).containsExactly("first", "fifth (and 3 other failures before)", "sixth");
  }

  @Test
  void whatIsNotWrittenIsNotCounted() {
    SparseLog quiet =
        new SparseLog(new Lines(lines::add, Level.ERROR), Level.WARNING, time, "failures");
    quiet.write("first", null);

    assertThat(lines).isEmpty();
  }

  @Test
  void aHandlerThatThrowsChangesNothing() {
    SparseLog broken = new SparseLog(
        new Lines(
            line -> {
              throw new IllegalStateException(line);
            },
            Level.INFO),
        Level.WARNING,
        time,
        "failures");

    assertThatCode(() -> broken.write("first", null)).doesNotThrowAnyException();
  }
}
