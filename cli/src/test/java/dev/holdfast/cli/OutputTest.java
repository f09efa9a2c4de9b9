/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(FaultServerExtension.class)
class OutputTest {

  private static final byte[] EVERY_BYTE = everyByte();

  @TempDir
  Path directory;

  private Path file = Path.of("answer");

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("answer");
  }

  @Test
  void printsTheBodyByteForByte(FaultServer server) {
    server.enqueue(Step.respond(200).body(EVERY_BYTE));

    assertThat(Ran.run("get", server.url("/")).bytes()).isEqualTo(EVERY_BYTE);
  }

  @Test
  void printsTheBodyOfAnErrorToo(FaultServer server) {
    server.enqueue(Step.respond(404).body("who?"));

    assertThat(Ran.run("get", server.url("/")).out()).isEqualTo("who?");
  }

  @Test
  void printsStatusAndHeadersBeforeTheBody(FaultServer server) {
    server.enqueue(
        Step.respond(200).header("X-One", "1").header("X-Latin", "caf\u00e9").body("body"));

    Ran ran = Ran.run("get", "-i", server.url("/"));

    assertThat(ran.out())
        .startsWith("HTTP/1.1 200 OK\r\nX-One: 1\r\nX-Latin: caf")
        .endsWith("\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
  }

  @Test
  void leavesOutAReasonPhraseThatIsMissing(FaultServer server) {
    server.enqueue(Step.respond(299).body(""));

    assertThat(Ran.run("get", "-i", server.url("/")).out()).startsWith("HTTP/1.1 299\r\n");
  }

  @Test
  void printsTheHeadOfAHeadRequestOnly(FaultServer server) {
    server.enqueue(Step.respond(200).header("X-One", "1"));

    Ran ran = Ran.run("request", "-X", "HEAD", "-i", server.url("/"));

    assertThat(ran.out()).contains("X-One: 1\r\n").endsWith("\r\n\r\n");
  }

  @Test
  void writesTheBodyToAFile(FaultServer server) throws IOException {
    server.enqueue(Step.respond(200).body(EVERY_BYTE));

    Ran ran = Ran.run("get", "-o", file.toString(), server.url("/"));

    assertThat(file).hasBinaryContent(EVERY_BYTE);
    assertThat(ran.out()).isEmpty();
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void replacesAFileAndKeepsItsPermissions(FaultServer server) throws IOException {
    server.enqueue(Step.respond(200).body("new"));
    Files.writeString(file, "old and longer");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    Ran.run("get", "-o", file.toString(), server.url("/"));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void replacesWhatALinkPointsTo(FaultServer server) throws IOException {
    server.enqueue(Step.respond(200).body("new"));
    Files.writeString(file, "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    Ran.run("get", "-o", link.toString(), server.url("/"));

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void leavesAFileAloneWhenTheBodyBreaksOff(FaultServer server) throws IOException {
    server.enqueue(Step.truncatedBody());
    Files.writeString(file, "old");

    Ran ran = Ran.run("get", "-o", file.toString(), server.url("/"), "--retries", "0");

    assertThat(ran.code()).isEqualTo(56);
    assertThat(file).hasContent("old");
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void leavesNoFileWhenTheBodyBreaksOff(FaultServer server) throws IOException {
    server.enqueue(Step.truncatedBody());

    Ran.run("get", "-o", file.toString(), server.url("/"), "--retries", "0");

    assertThat(filesLeft()).isZero();
  }

  @Test
  void printsAnErrorAnswerInsteadOfReplacingAFileWithIt(FaultServer server) throws IOException {
    server.enqueue(Step.respond(404).body("who?"));
    Files.writeString(file, "old");

    Ran ran = Ran.run("get", "-o", file.toString(), server.url("/"));

    assertThat(ran.code()).isEqualTo(22);
    assertThat(ran.out()).isEqualTo("who?");
    assertThat(file).hasContent("old");
  }

  @Test
  void leavesAFileThatHasNotChanged(FaultServer server) throws IOException {
    server.enqueue(Step.respond(304));
    Files.writeString(file, "old");

    Ran ran = Ran.run("get", "-o", file.toString(), "-H", "If-None-Match: x", server.url("/"));

    assertThat(ran.code()).isZero();
    assertThat(file).hasContent("old");
  }

  @Test
  void writesAnAnswerWithoutABodyAsAnEmptyFile(FaultServer server) {
    server.enqueue(Step.respond(204));

    assertThat(Ran.run("get", "-o", file.toString(), server.url("/")).code()).isZero();

    assertThat(file).isEmptyFile();
  }

  @Test
  void takesAHyphenForStandardOutput(FaultServer server) {
    server.enqueue(Step.respond(200).body("ok"));

    assertThat(Ran.run("get", "-o", "-", server.url("/")).out()).isEqualTo("ok");
  }

  @Test
  void writesToADeviceAsItIs(FaultServer server) {
    server.enqueue(Step.respond(200).body("ok"));

    assertThat(Ran.run("get", "-o", "/dev/null", server.url("/")).code()).isZero();
  }

  @Test
  void saysThatTheDiskIsFull(FaultServer server) {
    server.enqueue(Step.respond(200).body("ok"));

    Ran ran = Ran.run("get", "-o", "/dev/full", server.url("/"));

    assertThat(ran.code()).isEqualTo(23);
    assertThat(ran.errLines())
        .containsExactly("holdfast: cannot write the answer: No space left on device");
  }

  @Test
  void endsQuietlyWhenTheReaderOfAPipeHasEnough(FaultServer server) {
    server.enqueue(Step.respond(200).body("ok"));

    Ran ran = Ran.writingTo(new BrokenPipe(), "get", server.url("/"));

    assertThat(ran.code()).isEqualTo(23);
    assertThat(ran.err()).isEmpty();
  }

  private long filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
