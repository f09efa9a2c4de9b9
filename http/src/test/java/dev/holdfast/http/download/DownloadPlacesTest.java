/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import static dev.holdfast.http.download.PartialServer.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Mode;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where downloads go, and what must not be written to. */
@Tag("B36")
class DownloadPlacesTest {

  @TempDir
  Path directory;

  private final PartialServer server = new PartialServer();
  private final Session session =
      Session.builder().retry(Retry.builder().total(0).build()).build();
  private Path file = Path.of("file");
  private Path part = Path.of("part");
  private Path state = Path.of("state");

  @BeforeEach
  void choosePlace() {
    file = directory.resolve("file");
    part = directory.resolve("file.part");
    state = directory.resolve("file.part.state");
  }

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private void download() {
    session.download(Request.get(server.url()), file);
  }

  private void breakOff() {
    server.then(serve(100_000));
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(this::download);
  }

  private void assertRefused(String reason) {
    int before = server.requests().size();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(this::download)
        .withMessageStartingWith("file: " + file + " cannot be written: ")
        .withMessageContaining(reason);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Mode.await(session.downloadAsync(Request.get(server.url()), file)))
        .withMessageContaining(reason);
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void aLinkLeadsToTheFileThatIsWritten() throws IOException {
    Path real = Files.writeString(directory.resolve("real"), "old");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(file, real);

    download();

    assertThat(file).isSymbolicLink();
    assertThat(real).hasBinaryContent(server.content());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aLinkInThePlaceOfThePartIsRefused() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "old");
    Files.createSymbolicLink(part, victim);

    assertRefused("is a link, no regular file, or another user's");

    assertThat(victim).hasContent("old");
  }

  @Test
  void aLinkInThePlaceOfTheStateIsNotFollowed() throws IOException {
    breakOff();
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(state, elsewhere);
    Files.createSymbolicLink(state, elsewhere);

    assertRefused("is not the part of a download");
  }

  @Test
  void aLoopOfLinksIsRefused() throws IOException {
    Files.createSymbolicLink(file, file.getFileName());

    assertRefused("too many symbolic links");
  }

  @Test
  void aFileThatIsNoPartOfOursIsNotOverwritten() throws IOException {
    Files.writeString(part, "another program's");

    assertRefused("is not the part of a download");

    assertThat(part).hasContent("another program's");
  }

  @Test
  void aStateThatWasNotWrittenByUsDoesNotCount() throws IOException {
    breakOff();
    Files.writeString(state, Files.readString(state).replace("holdfast part 1", "other part 1"));

    assertRefused("is not the part of a download");
  }

  @Test
  void aDirectoryIsRefused() throws IOException {
    Files.createDirectory(file);

    assertRefused("is a directory");
  }

  @Test
  void aMissingDirectoryIsNotMade() {
    file = directory.resolve("none/file");

    assertRefused("its directory does not exist");
  }

  @Test
  void aDeviceIsRefused() {
    file = Path.of("/dev/null");

    assertRefused("is no regular file");
  }

  @Test
  void aNameMayBeAsLongAsNamesCanBe() throws IOException {
    file = directory.resolve("n".repeat(255));
    breakOff();

    download();

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-");
    assertThat(file).hasBinaryContent(server.content());
  }

  @Test
  void aPartOfAnotherUrlStartsAnew() throws IOException {
    breakOff();

    session.download(Request.get(server.url() + "?other"), file);

    assertThat(server.ranges()).containsExactly("-", "-");
    assertThat(file).hasBinaryContent(server.content());
  }

  @Test
  void aPartThatCannotBeContinuedIsNotLeftBehind() {
    server.change(1, "");

    breakOff();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPartThatIsNotKeptIsNotLeftBehind() {
    server.then(serve(100_000));
    Download once = Download.to(file).keepPart(false);

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.download(Request.get(server.url()), once));

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void twoDownloadsNeverWriteTheSamePart() throws IOException {
    server.then((request, from) -> {
      assertRefusedMeanwhile();
      return serve(PartialServer.SIZE).to(request, from);
    });

    download();

    assertThat(file).hasBinaryContent(server.content());
  }

  private void assertRefusedMeanwhile() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(this::download)
        .withMessageContaining("is being written by another download");
  }

  @Test
  void aSinkThatCannotWriteEndsTheCallWithItsReason() {
    AtomicInteger closed = new AtomicInteger();
    DownloadSink full = new DownloadSink() {
      @Override
      public void begin(Head head) {}

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        throw new IOException("No space left on device");
      }

      @Override
      public void complete() {}

      @Override
      public boolean canRestart() {
        return true;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
    Request request = Request.get(server.url()).retry(Retry.builder().build());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> session.download(request, Download.into(full)))
        .withMessageContaining("cannot be written: No space left on device");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Mode.await(session.downloadAsync(request, Download.into(full))))
        .withMessageContaining("cannot be written: No space left on device");

    assertThat(server.requests()).hasSize(2);
    assertThat(closed).hasValue(2);
  }

  @Test
  void settingsAreChecked() {
    Download download = Download.to(file);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> download.maxBytes(-1))
        .withMessage("maxBytes: -1 (expected: >= 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> download.digest("SHA-257", "00"))
        .withMessageContaining("algorithm: SHA-257");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> download.digest("SHA-256", "00"))
        .withMessage("hex: 1 bytes (expected: 32 bytes, a digest by SHA-256)");
    assertThatThrownBy(() -> download.digest("SHA-256", "xyz"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
