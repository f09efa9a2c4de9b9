/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinkRuleTest {

  private static final UserPrincipal WE = () -> "we";
  private static final UserPrincipal OTHER = () -> "other";
  private static final UserPrincipal ROOT = () -> "root";

  @TempDir
  Path directory;

  @Test
  void trustsALinkOfOurs() {
    assertThat(LinkRule.trusted(WE, ROOT, Optional.of(WE))).isTrue();
  }

  @Test
  void trustsALinkOfTheOwnerOfItsDirectory() {
    assertThat(LinkRule.trusted(ROOT, ROOT, Optional.of(WE))).isTrue();
  }

  @Test
  void doesNotTrustALinkOfAnybodyElse() {
    assertThat(LinkRule.trusted(OTHER, ROOT, Optional.of(WE))).isFalse();
    assertThat(LinkRule.trusted(OTHER, ROOT, Optional.empty())).isFalse();
  }

  @Test
  void asksWhoMayPlantALinkInADirectory() throws IOException {
    for (String mode : new String[] {"rwxrwxrwx", "rwxrwxr-x", "rwxr-xrwx"}) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
      assertThat(LinkRule.othersMayWrite(directory)).isTrue();
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(LinkRule.othersMayWrite(directory)).isFalse();
  }

  @Test
  void followsLinksToAFileThatIsNotThereYet() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("file"));
    Path first = Files.createSymbolicLink(directory.resolve("first"), second.getFileName());

    assertThat(LinkRule.follow(first)).isEqualTo(directory.resolve("file"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leadsToAnOpenPipeByTheLinkItself() throws IOException {
    Pipe pipe = Pipe.open();
    Path link;
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      link = open.filter(LinkRuleTest::isPipe).findAny().orElseThrow();
    }
    Path ours = Files.createSymbolicLink(directory.resolve("out"), link);

    assertThat(LinkRule.follow(ours)).isEqualTo(link);

    pipe.sink().close();
    pipe.source().close();
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void refusesALinkThatAppearsBeforeTheFileIsOpened() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path followed = LinkRule.follow(directory.resolve("file"));
    Files.createSymbolicLink(followed, Path.of("/dev/null"));

    assertThatIOException()
        .isThrownBy(() -> FileChannel.open(followed, LinkRule.writing(followed)).close());
  }

  @Test
  void givesUpInALoopOfLinks() throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));

    assertThatIOException()
        .isThrownBy(() -> LinkRule.follow(loop))
        .withMessage("too many symbolic links");
  }
}
