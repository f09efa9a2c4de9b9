/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.listen.ProgressListener;
import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt while a file is written or read is an interrupt, and no failure of the file. */
@Tag("E01")
class InterruptedFileTest {

  /** Interrupts the thread of the call between two pieces of a body. */
  private static final ProgressListener INTERRUPTS =
      step -> Thread.currentThread().interrupt();

  @TempDir
  Path directory;

  private final PartialServer server = new PartialServer();
  private final Session session = Session.create();
  private Path file = Path.of("file");

  @BeforeEach
  void choosePlace() throws IOException {
    file = directory.resolve("file");
    Files.writeString(file, "old");
  }

  @AfterEach
  void stop() {
    Thread.interrupted();
    session.close();
    server.close();
  }

  /** The call fails since it was cancelled, and the file is as it was. */
  private void isCancelled(Runnable call) {
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(call::run)
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCKING", "WAITING"})
  void aDownloadLeavesThePartThatCanBeContinued(Mode mode) {
    Request request = Request.get(server.url()).progress(INTERRUPTS);

    isCancelled(() -> mode.download(session, request, Download.to(file)));

    mode.download(session, Request.get(server.url()), Download.to(file));
    assertThat(file).hasBinaryContent(server.content());
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCKING", "WAITING"})
  void aDownloadLeavesNothingElse(Mode mode) {
    server.change(1, "");
    Request request = Request.get(server.url()).progress(INTERRUPTS);

    isCancelled(() -> mode.download(session, request, Download.to(file)));
    isCancelled(() -> mode.download(session, request, Download.to(file).keepPart(false)));

    assertThat(directory).isDirectoryContaining(file::equals);
    assertThat(directory.toFile().list()).containsOnly("file");
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCKING", "WAITING"})
  void aThreadThatIsInterruptedBeforeLeavesThePartOfAnEarlierCall(Mode mode) {
    Request request = Request.get(server.url()).progress(INTERRUPTS);
    isCancelled(() -> mode.download(session, request, Download.to(file)));
    String[] before = directory.toFile().list();

    Thread.currentThread().interrupt();
    isCancelled(() -> mode.download(session, Request.get(server.url()), Download.to(file)));

    assertThat(directory.toFile().list()).containsExactlyInAnyOrder(before);
  }

  @Test
  void aCallThatHoldsNoThreadDoesNotCareForTheFlagOfTheCaller() {
    Thread.currentThread().interrupt();
    var begun = session.downloadAsync(Request.get(server.url()), file);
    Thread.interrupted();

    Mode.await(begun);

    assertThat(file).hasBinaryContent(server.content());
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCKING", "WAITING"})
  void aCheckOfTheFile(Mode mode) {
    Download checked = Download.to(file).check(whole -> {
      Thread.currentThread().interrupt();
      try (FileChannel channel = FileChannel.open(whole)) {
        return channel.size() > 0 ? Optional.empty() : Optional.of("nothing");
      }
    });

    isCancelled(() -> mode.download(session, Request.get(server.url()), checked));
  }

  @Test
  void aStreamThatIsCopiedToAFile() {
    Request request = Request.get(server.url()).progress(INTERRUPTS);

    isCancelled(() -> {
      try (StreamedResponse response = session.stream(request)) {
        response.copyTo(file);
      }
    });
    assertThat(directory.toFile().list()).containsOnly("file");
  }

  @Test
  void aBodyThatIsSent() {
    Body interrupted = new BodyOfOurOwn();

    isCancelled(() -> session.request(Request.put(server.url()).body(interrupted)));
  }

  /** A body that is written on the thread of the call. */
  private static final class BodyOfOurOwn implements Body {

    @Override
    public long length() {
      return -1;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Optional<String> contentType() {
      return Optional.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }
}
