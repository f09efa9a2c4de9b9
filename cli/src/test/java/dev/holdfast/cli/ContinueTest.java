/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -C -}: a download continued over several runs. */
class ContinueTest {

  @TempDir
  Path directory;

  private final RangeServer server = RangeServer.start();
  private Path file = Path.of("file");
  private Path part = Path.of("file.part");
  private Path state = Path.of("file.part.state");

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("file");
    part = directory.resolve("file.part");
    state = directory.resolve("file.part.state");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keepsThePartOfABodyThatBreaksOff() throws IOException {
    Ran ran = brokenRun();

    assertThat(ran.code()).isEqualTo(56);
    assertThat(file).doesNotExist();
    assertThat(Files.size(part)).isEqualTo(100_000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rw-------");
  }

  @Test
  void goesOnThereInTheNextRun() throws IOException {
    brokenRun();

    Ran ran = run();

    assertThat(ran.code()).isZero();
    assertThat(file).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("-", "bytes=100000-");
    assertThat(server.requests().get(1).header("If-Range")).contains("\"one\"");
    assertThat(filesLeft()).containsExactly("file");
  }

  @Test
  void goesOnByADateThatIsOlderThanTheAnswer() throws IOException {
    server.validator(
        "Date: Tue, 10 Nov 2026 10:00:00 GMT\r\n" + "Last-Modified: Tue, 10 Nov 2026 09:00:00 GMT");
    brokenRun();

    run();

    assertThat(server.requests().get(1).header("If-Range"))
        .contains("Tue, 10 Nov 2026 09:00:00 GMT");
  }

  @Test
  void aDateThatIsAsYoungAsTheAnswerProvesNothing() throws IOException {
    server.validator(
        "Date: Tue, 10 Nov 2026 10:00:00 GMT\r\n" + "Last-Modified: Tue, 10 Nov 2026 10:00:00 GMT");
    brokenRun();

    run();

    assertThat(file).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("-", "-");
  }

  @Test
  void aFileThatHasChangedStartsAnew() throws IOException {
    brokenRun();
    server.change(2, "ETag: \"two\"");

    Ran ran = run();

    assertThat(ran.code()).isZero();
    assertThat(file).hasBinaryContent(server.content());
    assertThat(filesLeft()).containsExactly("file");
  }

  @Test
  void aServerThatIgnoresIfRangeIsFoundOut() throws IOException {
    brokenRun();
    // A 206 of another version, as from a server that did not compare them.
    server.change(2, "X-Other: \"one\"\r\nETag: \"one\"").lying("bytes 100000-299999/300000");
    server.validator("ETag: \"one\"");
    Files.writeString(state, Files.readString(state).replace("300000", "300001"));

    Ran ran = run();

    assertThat(ran.code()).isZero();
    assertThat(file).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("-", "bytes=100000-", "-");
  }

  @Test
  void aServerWithoutRangesStartsAnew() throws IOException {
    brokenRun();
    server.withoutRanges();

    assertThat(run().code()).isZero();
    assertThat(file).hasBinaryContent(server.content());
  }

  @Test
  void anotherUrlStartsAnew() throws IOException {
    brokenRun();

    Ran ran = Ran.run("get", server.url() + "?v=2", "-C", "-", "-o", file.toString());

    assertThat(ran.code()).isZero();
    assertThat(server.ranges()).containsExactly("-", "-");
  }

  @Test
  void aPartWithoutItsStateStartsAnew() throws IOException {
    Files.write(part, new byte[1_000]);

    run();

    assertThat(file).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("-");
  }

  @Test
  void aStateThatThisProgramDidNotWriteStartsAnew() throws IOException {
    brokenRun();
    Files.writeString(state, Files.readString(state).replace("\"one\"", "W/\"one\""));

    run();

    assertThat(server.ranges()).containsExactly("-", "-");
  }

  @Test
  void neverWritesThroughALinkInThePlaceOfThePart() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(part, victim);

    Ran ran = run();

    assertThat(ran.code()).isEqualTo(23);
    assertThat(ran.err()).contains("file.part is a link, no regular file, or another user's");
    assertThat(victim).hasContent("precious");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void keepsThePartWhenTheServerIsDown() throws IOException {
    brokenRun();
    String url = server.url();
    server.close();

    Ran.run("get", url, "-C", "-", "-o", file.toString(), "--retries", "0");

    assertThat(Files.size(part)).isEqualTo(100_000);
    assertThat(state).exists();
  }

  @Test
  void asksForTheBodyAsItIsStored() {
    run();

    assertThat(server.requests().get(0).header("Accept-Encoding")).contains("identity");
  }

  private Ran brokenRun() {
    server.cutAfter(100_000);
    return run("--retries", "0");
  }

  private Ran run(String... more) {
    List<String> args =
        new ArrayList<>(List.of("get", server.url(), "-C", "-", "-o", file.toString()));
    args.addAll(List.of(more));
    return Ran.run(args.toArray(String[]::new));
  }

  private List<String> filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(found -> found.getFileName().toString()).toList();
    }
  }
}
