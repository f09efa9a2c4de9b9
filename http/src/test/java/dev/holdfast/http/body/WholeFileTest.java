/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("report.csv");
  }

  private static void write(Path path, String text) throws IOException {
    try (WholeFile whole = WholeFile.open(path)) {
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
  void isNotSeenBefore() throws Exception {
    Files.writeString(file, "old");

    try (WholeFile whole = WholeFile.open(file)) {
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
}
