/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void saysHowFarItIsHowFastAndForHowLong() {
    Progress progress = progress(true);

    progress.received(1, 0, 0, -1);
    after(10);
    progress.received(1, 0, 125_000_000, 500_000_000);

    assertThat(printed())
        .isEqualTo("\r\u001b[K[######                  ] 25 %  125 MB of 500 MB  12.5 MB/s"
            + "  00:30 left");
  }

  @Test
  void saysWhatItKnowsOfABodyOfUnknownLength() {
    Progress progress = progress(true);

    progress.received(1, 0, 0, -1);
    after(2);
    progress.received(1, 0, 3_000, -1);

    assertThat(printed()).isEqualTo("\r\u001b[K3.0 kB  1.5 kB/s");
  }

  @Test
  void countsTheSpeedOfThisRunOnly() {
    Progress progress = progress(true);

    progress.received(1, 400_000_000, 400_000_000, 500_000_000);
    after(10);
    progress.received(1, 400_000_000, 450_000_000, 500_000_000);

    assertThat(printed()).endsWith("90 %  450 MB of 500 MB  5.0 MB/s  00:10 left");
  }

  @Test
  void isSilentForAShortDownload() {
    Progress progress = progress(true);

    progress.received(1, 0, 1_000, 1_000);
    progress.clear();

    assertThat(printed()).isEmpty();
  }

  @Test
  void isWipedOut() {
    Progress progress = progress(true);
    progress.received(1, 0, 0, -1);
    after(2);
    progress.received(1, 0, 1, -1);
    err.reset();

    progress.clear();
    progress.clear();

    assertThat(printed()).isEqualTo("\r\u001b[K");
  }

  @Test
  void isNotPrintedWhereNoPersonReads() {
    Progress progress = progress(false);

    progress.received(1, 0, 0, 2);
    after(10);
    progress.received(1, 0, 1, 2);
    progress.clear();

    assertThat(printed()).isEmpty();
  }

  @Test
  void countsWhatCameInAllAttempts() {
    Progress progress = progress(true);

    progress.received(1, 0, 100, 1_000);
    progress.received(2, 100, 250, 1_000);
    progress.received(3, 0, 1_000, 1_000);

    assertThat(progress.received()).isEqualTo(1_250);
  }

  @Test
  void showsNothingOnceTheCallHasEnded() {
    Progress progress = progress(true);
    progress.received(1, 0, 1, -1);
    progress.end();
    after(10);

    progress.received(1, 0, 2, -1);

    assertThat(printed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "99949, 99.9 kB",
    "99950, 100 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "5000000000, 5.0 GB",
    "9223372036854775807, 9223372 TB"
  })
  void writesSizesInThreeDigits(long bytes, String text) {
    assertThat(Progress.size(bytes)).isEqualTo(text);
  }

  private Progress progress(boolean shown) {
    return new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), shown, clock::get);
  }

  private void after(int seconds) {
    clock.set(TimeUnit.SECONDS.toNanos(seconds));
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
