/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the caller that blocks in a download ends at the deadline of the call. */
@Tag("I1")
class BlockedSinkTest {

  private static final Duration DEADLINE = Duration.ofMillis(200);

  @TempDir
  Path directory;

  private final CountDownLatch never = new CountDownLatch(1);
  private final PartialServer server = new PartialServer();
  private final Session session = Session.create();

  @AfterEach
  void stop() {
    never.countDown();
    session.close();
    server.close();
  }

  /** The steps of a sink. */
  private enum Step {
    BEGIN,
    WRITE,
    COMPLETE
  }

  static Stream<Arguments> steps() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(Step.values()).map(step -> Arguments.of(mode, step)));
  }

  private void block() throws IOException {
    try {
      assertThat(never.await(1, TimeUnit.MINUTES)).as("an interrupt came").isFalse();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
  }

  private void endsInTime(Mode mode, Download download) {
    Request request = Request.get(server.url()).deadline(DEADLINE);

    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> mode.download(session, request, download));
    assertThat(Thread.interrupted()).as("the flag").isFalse();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aSink(Mode mode, Step where) {
    endsInTime(mode, Download.into(new DownloadSink() {
      @Override
      public void begin(Head head) throws IOException {
        step(Step.BEGIN);
      }

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        bytes.position(bytes.limit());
        step(Step.WRITE);
      }

      @Override
      public void complete() throws IOException {
        step(Step.COMPLETE);
      }

      @Override
      public boolean canRestart() {
        return true;
      }

      @Override
      public void close() {}

      private void step(Step now) throws IOException {
        if (now == where) {
          block();
        }
      }
    }));
  }

  @ParameterizedTest
  @EnumSource
  void aCheckOfTheFile(Mode mode) {
    endsInTime(mode, Download.to(directory.resolve("file")).check(file -> {
      block();
      return Optional.empty();
    }));

    assertThat(directory.resolve("file")).doesNotExist();
  }
}
