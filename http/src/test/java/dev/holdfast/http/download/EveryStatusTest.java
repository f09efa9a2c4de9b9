/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import static dev.holdfast.http.download.PartialServer.cut;
import static dev.holdfast.http.download.PartialServer.raw;
import static dev.holdfast.http.download.PartialServer.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Mode;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryAfterExceededException;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.TooManyRedirectsException;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.GzipBomb;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads that take every status for an answer, as a command line does. */
class EveryStatusTest {

  private static final byte[] PAGE = "gone".getBytes(StandardCharsets.UTF_8);

  /**
   * The server closes after each answer; unsaid, that could cost a retry over a stale connection.
   */
  private static final String CLOSE = "Connection: close\r\n";

  @TempDir
  Path directory;

  private final PartialServer server = new PartialServer();
  private final Session session = Session.builder()
      .retry(Retry.builder()
          .total(2)
          .backoff(Backoff.exponential(Duration.ofMillis(1)))
          .build())
      .build();
  private final RecordingSink errors = new RecordingSink();
  private Path file = Path.of("file");

  @BeforeEach
  void choosePlace() {
    file = directory.resolve("file");
  }

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private DownloadedResponse download(Mode mode, Request request) {
    return mode.download(session, request, Download.to(file).errorsInto(errors));
  }

  @ParameterizedTest
  @EnumSource
  void theBodyOfAnErrorGoesToItsOwnPlace(Mode mode) throws IOException {
    Files.writeString(file, "old");
    server.then(raw("404 Not Found", "", PAGE));

    DownloadedResponse response = download(mode, Request.get(server.url()));

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.size()).isEqualTo(4);
    assertThat(errors.text()).isEqualTo("gone");
    assertThat(errors.calls()).containsExactly("begin 404 4", "complete", "close");
    assertThat(file).hasContent("old");
    assertThatExceptionOfType(StatusException.class).isThrownBy(response::raiseForStatus);
  }

  @ParameterizedTest
  @EnumSource
  void ofSeveralErrorsTheLastIsSaved(Mode mode) {
    server.then(
        raw("503 One", CLOSE, PAGE),
        raw("503 Two", CLOSE, PAGE),
        raw("500 Three", CLOSE, new byte[] {'3'}));

    assertThat(download(mode, Request.get(server.url())).status()).isEqualTo(500);

    assertThat(errors.text()).isEqualTo("3");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorWhoseBodyBreaksOffIsAnAnswerAllTheSame(Mode mode) {
    server.then(cut("404 Not Found", "", PAGE, 2));

    DownloadedResponse response = download(mode, Request.get(server.url()));

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.bodyLost()).isPresent();
    assertThat(errors.calls()).containsExactly("begin 404 4", "close");
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutABodyIsAnEmptyFile(Mode mode) {
    server.then(raw("204 No Content", "", new byte[0]));

    assertThat(download(mode, Request.get(server.url())).status()).isEqualTo(204);

    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNotChangedLeavesTheFile(Mode mode) throws IOException {
    Files.writeString(file, "old");
    server.then(raw("304 Not Modified", "", new byte[0]));

    assertThat(download(mode, Request.get(server.url())).status()).isEqualTo(304);

    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @EnumSource
  void aRangeOfTheCallersOwnIsTakenAsItComes(Mode mode) {
    Request request = Request.get(server.url()).header("Range", "bytes=299998-");

    assertThat(download(mode, request).status()).isEqualTo(206);

    assertThat(file).hasSize(2);
    assertThat(server.ranges()).containsExactly("bytes=299998-");
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerToHeadIsEmpty(Mode mode) {
    server.then(raw("200 OK", "", new byte[0]));

    download(mode, Request.head(server.url()));

    assertThat(file).isEmptyFile();
  }

  @Test
  void aResponseThatIsNotHandedBackIsNotSaved() {
    server.then(raw("301 Moved", "Location: ftp://there/\r\n", PAGE));

    assertThatExceptionOfType(TooManyRedirectsException.class)
        .isThrownBy(() -> download(Mode.BLOCKING, Request.get(server.url())));
    server.then(raw("429 Slow", "Retry-After: 9000\r\n", PAGE));
    assertThatExceptionOfType(RetryAfterExceededException.class)
        .isThrownBy(() -> download(Mode.ASYNC, Request.get(server.url())));

    assertThat(directory).isEmptyDirectory();
    assertThat(errors.bytes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsNotWrittenBehindHalfABody(Mode mode) {
    server.then(serve(100_000), raw("404 Not Found", "", PAGE));
    RecordingSink both = new RecordingSink();

    DownloadedResponse response =
        mode.download(session, Request.get(server.url()), Download.into(both).errorsInto(both));

    assertThat(response.status()).isEqualTo(404);
    assertThat(both.bytes()).hasSize(100_000);
  }

  @Test
  void anErrorLeavesThePartForTheNextCall() {
    server.then(serve(100_000), raw("404 Not Found", "", PAGE));

    assertThat(download(Mode.BLOCKING, Request.get(server.url())).status()).isEqualTo(404);

    assertThat(directory.resolve("file.part")).hasSize(100_000);
    assertThat(download(Mode.ASYNC, Request.get(server.url())).continuedFrom()).isEqualTo(100_000);
  }

  @Test
  void aFileInThePlaceOfThePartIsOverwrittenOnRequest() throws IOException {
    Path other = Files.write(directory.resolve("file.part"), new byte[1_000]);

    session.download(Request.get(server.url()), Download.to(file).overwritePart(true));

    assertThat(file).hasBinaryContent(server.content());
    assertThat(other).doesNotExist();
    assertThat(server.ranges()).containsExactly("-");
  }

  @ParameterizedTest
  @EnumSource
  void codingsAreAskedForOnRequestButNotForTheRest(Mode mode) {
    server.then(serve(100_000));

    mode.download(session, Request.get(server.url()), Download.to(file).codings(true));

    assertThat(file).hasBinaryContent(server.content());
    assertThat(server.requests())
        .extracting(seen -> seen.header("Accept-Encoding").orElse("-"))
        .satisfies(
            asked -> assertThat(asked.get(0)).contains("gzip"),
            asked -> assertThat(asked.get(1)).isEqualTo("identity"));
  }

  @Test
  void progressSaysWhereAnAttemptBegan() {
    server.then(serve(100_000));
    Request request = Request.get(server.url())
        .progress(step -> assertThat(step.from()).isEqualTo(step.attempt() == 1 ? 0 : 100_000));

    assertThat(session.download(request, file).attempts()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void aBombIsNoDownload(Mode mode) {
    try (FaultServer bombs = FaultServer.start(Step.always(GzipBomb.of(64, 1)))) {
      Request request = Request.get(bombs.url("/bomb"));

      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> mode.download(session, request, Download.to(file).codings(true)))
          .withMessageContaining("decompression bomb");

      assertThat(bombs.requests()).hasSize(1);
      assertThat(directory).isEmptyDirectory();
    }
  }
}
