/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.download.Download;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing a session ends what code of the caller, or a pause of a job, holds up. */
@Tag("E07")
class ClosedSessionTest {

  @TempDir
  Path directory;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final FaultServer server =
      FaultServer.start(Step.always(Step.respond(200).body("body")));

  @AfterEach
  void stop() {
    never.countDown();
    server.close();
  }

  private void block() throws IOException {
    reached.countDown();
    try {
      assertThat(never.await(1, TimeUnit.MINUTES)).as("an interrupt came").isFalse();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
  }

  private void endsWhenClosed(Session session, Supplier<?> job) throws Exception {
    CompletableFuture<Object> call = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        call.complete(job.get());
      } catch (Throwable failure) {
        call.completeExceptionally(failure);
      }
    });
    thread.start();
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

    session.close();

    assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> Mode.await(call));
    thread.join();
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatBlocks(Mode mode) throws Exception {
    Session session = Session.builder()
        .hooks(hooks -> hooks.beforeAttempt(attempt -> block()))
        .build();

    endsWhenClosed(session, () -> mode.get(session, server.url("/")));
  }

  @ParameterizedTest
  @EnumSource
  void aCheckOfADownloadThatBlocks(Mode mode) throws Exception {
    Session session = Session.create();
    Download download = Download.to(directory.resolve("file")).check(file -> {
      block();
      return Optional.empty();
    });

    endsWhenClosed(session, () -> mode.download(session, Request.get(server.url("/")), download));
  }

  @Test
  void thePauseOfAPoll() throws Exception {
    Session session = Session.create();

    endsWhenClosed(
        session,
        () -> session
            .poll(Request.get(server.url("/")))
            .every(Duration.ofMinutes(1))
            .until(this::no));
  }

  @Test
  void thePauseOfAPollThatHoldsNoThread() throws Exception {
    Session session = Session.create();

    endsWhenClosed(
        session,
        () -> Mode.await(session
            .poll(Request.get(server.url("/")))
            .every(Duration.ofMinutes(1))
            .untilAsync(this::no)));
  }

  private boolean no(Response response) {
    reached.countDown();
    return false;
  }
}
