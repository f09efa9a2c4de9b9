/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookieFileTest {

  private static final Cookie SESSION =
      new Cookie("sid", "a=b \u00e9", "www.example.com", true, "/", false, true, Optional.empty());
  private static final Cookie SHARED = new Cookie(
      "theme",
      "",
      "example.com",
      false,
      "/x",
      true,
      false,
      Optional.of(Instant.ofEpochSecond(4_102_444_800L)));

  @TempDir
  Path folder;

  @Test
  void readsWhatItWrites() throws IOException {
    CookieFile file = CookieFile.at(folder.resolve("cookies.txt"));

    file.save(List.of(SESSION, SHARED));

    assertThat(file.load()).containsExactly(SESSION, SHARED);
  }

  @Test
  void writesWhatCurlReads() {
    assertThat(CookieFile.format(List.of(SESSION, SHARED)).lines())
        .startsWith("# Netscape HTTP Cookie File")
        .endsWith(
            "#HttpOnly_www.example.com\tFALSE\t/\tFALSE\t0\tsid\ta=b \u00e9",
            ".example.com\tTRUE\t/x\tTRUE\t4102444800\ttheme\t");
  }

  @Test
  void leavesOutLinesThatHoldNoCookie() {
    String text = """
        # Netscape HTTP Cookie File

        #HttpOnly_a.example.com\tFALSE\t/\tFALSE\t0\tone\t1
        # a.example.com\tFALSE\t/\tFALSE\t0\tcomment\t1
        a.example.com FALSE / FALSE 0 blanks 1
        a.example.com\tFALSE\t/\tFALSE\tsoon\ttime\t1
        a.example.com\tFALSE\tx\tFALSE\t0\tpath\t1
        a.example.com\tFALSE\t/\tFALSE\t0\ttoo\tmany\tfields
        \tFALSE\t/\tFALSE\t0\tdomain\t1
        .A.example.com\tTRUE\t/\tTRUE\t99999999999999\ttwo
        """;

    List<Cookie> cookies = CookieFile.parse(text.replace("\n", "\r\n"));

    assertThat(cookies).extracting(Cookie::name).containsExactly("one", "two");
    assertThat(cookies.get(1).domain()).isEqualTo("a.example.com");
    assertThat(cookies.get(1).expires()).isPresent();
  }

  @Test
  void hasNoPlaceForATab() {
    Cookie tab = new Cookie("a", "b\tc", "a.test", true, "/", false, false, Optional.empty());

    assertThat(CookieFile.parse(CookieFile.format(List.of(tab, SESSION)))).containsExactly(SESSION);
  }

  @Test
  void startsEmptyWithoutAFile() throws IOException {
    assertThat(CookieFile.at(folder.resolve("none")).load()).isEmpty();
  }

  @Test
  void followsALinkAndReplacesNothingButFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("cookies.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    CookieFile.at(link).save(List.of(SESSION));

    assertThat(link).isSymbolicLink();
    assertThat(CookieFile.at(file).load()).containsExactly(SESSION);
    assertThatIOException().isThrownBy(() -> CookieFile.at(folder).save(List.of(SESSION)));
    assertThat(folder).isDirectory();
  }

  @Test
  void writesWhereALinkLeadsThoughNothingIsThereYet() throws IOException {
    Path file = folder.resolve("cookies.txt");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());

    CookieFile.at(link).save(List.of(SESSION));

    assertThat(link).isSymbolicLink();
    assertThat(CookieFile.at(file).load()).containsExactly(SESSION);
  }

  @Test
  void replacesNoLinkThatMustNotBeFollowed() throws IOException {
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

    assertThatIOException()
        .isThrownBy(() -> CookieFile.at(loop).save(List.of(SESSION)))
        .withMessage("too many symbolic links");
    assertThat(loop).isSymbolicLink();
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    Path path = folder.resolve("cookies.txt");

    CookieFile.at(path).save(List.of(SESSION));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
