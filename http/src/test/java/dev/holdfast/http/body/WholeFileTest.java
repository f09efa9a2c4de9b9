/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
@Tag("U28")
class WholeFileTest {

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("report.csv");
  }

  private static void write(Path path, String text) throws IOException {
    try (WholeFile whole = WholeFile.open(path, Deadline.none())) {
      whole.out().write(text.getBytes(StandardCharsets.UTF_8));
      whole.complete();
    }
  }

  private int filesLeft() {
    String[] names = directory.toFile().list();
    return names == null ? 0 : names.length;
  }

  @Test
  void takesItsPlaceWhenItIsComplete() throws Exception {
    write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void opensNoDeviceBehindLinksThatMustNotBeFollowed() throws Exception {
    Path behind = Path.of("/dev/null");
    for (int i = 0; i < 40; i++) { // the most that Linux follows, one more than the rule does
      behind = Files.createSymbolicLink(directory.resolve("link" + i), behind);
    }
    Path last = behind;

    assertThatIOException()
        .isThrownBy(() -> write(last, "text"))
        .withMessage("too many symbolic links");
  }

  @Test
  void isNotSeenBefore() throws Exception {
    Files.writeString(file, "old");

    try (WholeFile whole = WholeFile.open(file, Deadline.none())) {
      whole.out().write('x');
      whole.out().flush();
      assertThat(file).hasContent("old");
    }

    assertThat(file).hasContent("old");
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void keepsThePermissionsOfTheFileItReplaces() throws Exception {
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    write(file, "new");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void replacesWhatALinkLeadsToAndNotTheLink() throws Exception {
    Files.writeString(file, "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    write(link, "new");

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void writesToADeviceAndLeavesItWhereItIs() throws Exception {
    Path device = Path.of("/dev/null");

    write(device, "new");

    assertThat(Files.isRegularFile(device)).isFalse();
    assertThatIOException().isThrownBy(() -> write(Path.of("/dev/full"), "new"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 217, 218, 255})
  void aNameMayBeAsLongAsNamesCanBe(int length) throws Exception {
    Path longest = directory.resolve("n".repeat(length));

    write(longest, "new");

    assertThat(longest).hasContent("new");
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void aNameThatCannotBeIsRefusedBeforeAnythingIsWritten() {
    Path tooLong = directory.resolve("n".repeat(256));

    assertThatIOException().isThrownBy(() -> WholeFile.open(tooLong, Deadline.none()));
    assertThatIOException().isThrownBy(() -> WholeFile.open(directory, Deadline.none()));
    assertThat(filesLeft()).isZero();
  }

  @Test
  void aLinkToNoFileYetStaysALinkToTheNewOne() throws Exception {
    Path directory2 = Files.createDirectory(directory.resolve("there"));
    Path middle = Files.createSymbolicLink(directory2.resolve("middle"), Path.of("../report.csv"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), middle);

    write(link, "new");

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.isSymbolicLink(middle)).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void aLinkIntoADirectoryThatIsNotThereIsRefusedAtOnce() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("gone/report.csv"));
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));

    assertThatIOException().isThrownBy(() -> WholeFile.open(link, Deadline.none()));
    assertThatIOException().isThrownBy(() -> WholeFile.open(loop, Deadline.none()));
  }

  @Test
  @Timeout(30)
  void aPipeWithoutAReaderIsGivenUpAtTheDeadline() throws Exception {
    Path pipe = pipe();
    Deadline soon = Deadline.after(Duration.ofMillis(50), TimeSource.system());

    TransportException e =
        catchThrowableOfType(TransportException.class, () -> WholeFile.open(pipe, soon));

    assertThat(e.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(e).hasMessageContaining("nothing opened the pipe");
    assertNoThreadIsLeft();
  }

  @Test
  @Timeout(30)
  void aPipeThatIsNotReadEndsTheWriteAtTheDeadline() throws Exception {
    Path pipe = pipe();
    Deadline soon = Deadline.after(Duration.ofSeconds(1), TimeSource.system());

    try (FileChannel reader = FileChannel.open(pipe, READ, WRITE);
        WholeFile whole = WholeFile.open(pipe, soon)) {
      TransportException e = catchThrowableOfType(
          TransportException.class, () -> whole.out().write(new byte[4 << 20]));

      assertThat(e.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
      assertThat(reader.isOpen()).isTrue();
    }
    assertNoThreadIsLeft();
  }

  @Test
  @Timeout(30)
  void aPipeGetsEverythingThatIsWritten() throws Exception {
    Path pipe = pipe();
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Thread reader = new Thread(() -> {
      try {
        read.complete(Files.readAllBytes(pipe));
      } catch (IOException e) {
        read.completeExceptionally(e);
      }
    });
    reader.start();

    try (WholeFile whole = WholeFile.open(pipe, Deadline.none())) {
      whole.out().write(new byte[1 << 20]);
      whole.complete();
    }

    assertThat(read.get()).hasSize(1 << 20);
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  @Timeout(30)
  void anInterruptEndsTheWaitForAReader() throws Exception {
    Path pipe = pipe();

    Thread.currentThread().interrupt();
    assertThatIOException().isThrownBy(() -> WholeFile.open(pipe, Deadline.none()));

    assertThat(Thread.interrupted()).isTrue();
    assertNoThreadIsLeft();
  }

  private Path pipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static void assertNoThreadIsLeft() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("holdfast-pipe")) {
        thread.join();
      }
    }
  }
}
