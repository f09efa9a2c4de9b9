/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import static dev.holdfast.http.download.PartialServer.SIZE;
import static dev.holdfast.http.download.PartialServer.cut;
import static dev.holdfast.http.download.PartialServer.ignoreRanges;
import static dev.holdfast.http.download.PartialServer.lie;
import static dev.holdfast.http.download.PartialServer.raw;
import static dev.holdfast.http.download.PartialServer.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Downloads are the whole body of one version, or nothing. */
class DownloadTest {

  @TempDir
  Path directory;

  private final PartialServer server = new PartialServer();
  private final Session session = Session.builder()
      .retry(Retry.builder()
          .backoff(Backoff.exponential(Duration.ofMillis(1)))
          .raiseOnStatus(false)
          .build())
      .build();
  private Path file = Path.of("file");
  private Path part = Path.of("part");

  @BeforeEach
  void choosePlace() {
    file = directory.resolve("file");
    part = directory.resolve("file.part");
  }

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private DownloadedResponse download(Mode mode, Download download) {
    return mode.download(session, Request.get(server.url()), download);
  }

  private DownloadedResponse download(Mode mode) {
    return download(mode, Download.to(file));
  }

  private static Request impatient(Request request) {
    return request.retry(Retry.builder().total(0).build());
  }

  private void assertOnlyTheFile() throws IOException {
    assertThat(file).hasBinaryContent(server.content());
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all).containsExactly(file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuesABodyThatBreaksOffWithinTheCall(Mode mode) throws IOException {
    server.then(serve(100_000), serve(50_000));

    DownloadedResponse response = download(mode);

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-", "bytes=150000-");
    assertThat(server.requests().get(1).header("If-Range")).hasValue("\"one\"");
    assertThat(response.size()).isEqualTo(SIZE);
    assertThat(response.attempts()).hasSize(3);
    assertThat(response.continuedFrom()).isZero();
    assertOnlyTheFile();
  }

  /** Its retries ask for no byte twice, so no budget has to pay for them. */
  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksOffManyTimesIsContinuedForFree(Mode mode) throws IOException {
    for (int cuts = 0; cuts < 14; cuts++) {
      server.then(serve(20_000));
    }
    Request patient = Request.get(server.url())
        .retry(Retry.builder()
            .total(20)
            .backoff(Backoff.constant(Duration.ofMillis(1)))
            .build());

    assertThat(mode.download(session, patient, Download.to(file)).attempts()).hasSize(15);
    assertOnlyTheFile();
  }

  @ParameterizedTest
  @EnumSource
  void theNextCallContinuesWhatOneHasLeft(Mode mode) throws IOException {
    server.then(serve(100_000));
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.download(impatient(Request.get(server.url())), file));
    assertThat(file).doesNotExist();
    assertThat(part).hasSize(100_000);

    DownloadedResponse response = download(mode);

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-");
    assertThat(response.continuedFrom()).isEqualTo(100_000);
    assertOnlyTheFile();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("B28")
  void aFileThatHasChangedStartsAnew(Mode mode) throws IOException {
    server.then(serve(100_000), (request, from) -> {
      from.change(2, "ETag: \"two\"");
      return serve(SIZE).to(request, from);
    });

    download(mode);

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-");
    assertOnlyTheFile();
  }

  static List<PartialServer.Answer> misfits() {
    return List.of(
        lie("bytes 99999-299998/300000"),
        lie("bytes 100000-299999/300001"),
        lie("bytes 100000-299999/*"),
        lie("bytes 100000-99999/300000"),
        lie("items 100000-299999/300000"),
        lie(""),
        raw(
            "206 P",
            "Content-Range: bytes 100000-299999/300000\r\nETag: \"two\"\r\n",
            new byte[200_000]),
        raw("206 P", "Content-Range: bytes 100000-299999/300000\r\n", new byte[200_000]),
        raw(
            "206 P",
            "Content-Range: bytes 100000-299999/300000\r\nETag: \"one\"\r\nContent-Encoding: gzip\r\n",
            new byte[200_000]),
        raw("206 P", "Content-Type: multipart/byteranges; boundary=x\r\n", new byte[9]),
        raw(
            "200 OK",
            "Content-Range: bytes 100000-299999/300000\r\nETag: \"one\"\r\n",
            new byte[200_000]),
        raw("416 No", "Content-Range: bytes */50\r\n", new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  @Tag("B35")
  void anAnswerThatIsNotTheRestIsNeverJoined(PartialServer.Answer misfit) throws IOException {
    for (Mode mode : Mode.values()) {
      int before = server.requests().size();
      server.then(serve(100_000), misfit);

      download(mode);

      List<String> ranges = server.ranges();
      assertThat(ranges.subList(before, ranges.size()))
          .as(mode + "")
          .containsExactly("-", "bytes=100000-", "-");
      assertOnlyTheFile();
      Files.delete(file);
    }
  }

  @Test
  @Tag("B35")
  void anAnswerThatIsNotTheRestIsAnErrorIfNoRetryIsLeft() {
    server.then(serve(100_000), lie("bytes 0-199999/300000"));
    Request once = Request.get(server.url()).retry(Retry.builder().total(1).build());

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.download(once, file))
        .withMessageContaining("status 206 is not the rest of the 100000 bytes");

    assertThat(file).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("B28")
  void aServerWithoutRangesStartsAnew(Mode mode) throws IOException {
    server.then(serve(100_000), ignoreRanges(50_000), ignoreRanges(SIZE));

    download(mode);

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-", "bytes=50000-");
    assertOnlyTheFile();
  }

  @ParameterizedTest
  @EnumSource
  void withoutAStrongValidatorTheWholeIsFetchedAgain(Mode mode) throws IOException {
    for (String validator : List.of(
        "",
        "ETag: W/\"one\"",
        "ETag: W/\"one\"\r\nLast-Modified: Mon, 02 Nov 2020 10:00:00 GMT",
        "ETag: one",
        "Date: Mon, 02 Nov 2020 10:00:00 GMT\r\nLast-Modified: Mon, 02 Nov 2020 10:00:00 GMT")) {
      int before = server.requests().size();
      server.change(1, validator).then(serve(100_000));

      download(mode);

      assertThat(server.ranges().subList(before, before + 2)).containsExactly("-", "-");
      assertOnlyTheFile();
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuesByADateThatIsOlderThanTheAnswer(Mode mode) throws IOException {
    String date = "Last-Modified: Mon, 02 Nov 2020 10:00:00 GMT";
    server.change(1, date).then(serve(100_000), serve(SIZE));

    download(mode);

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-");
    assertOnlyTheFile();
  }

  @ParameterizedTest
  @EnumSource
  void aCodedAnswerIsDecodedAndNeverContinued(Mode mode) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(server.content());
    }
    String head = "Content-Encoding: gzip\r\nETag: \"one\"\r\n";
    byte[] all = coded.toByteArray();
    server.then(
        cut("200 OK", head, all, 100_000), raw("200 OK", head, all), raw("200 OK", head, all));

    download(mode);

    assertThat(server.ranges()).containsExactly("-", "-");
    assertThat(server.requests().get(0).header("Accept-Encoding")).hasValue("identity");
    assertOnlyTheFile();
  }

  @Test
  void anErrorStatusLeavesTheFileAsItWas() throws IOException {
    Files.writeString(file, "old");
    server.then(raw("404 Not Found", "", "gone".getBytes(StandardCharsets.UTF_8)));

    for (Mode mode : Mode.values()) {
      server.then(raw("404 Not Found", "", "gone".getBytes(StandardCharsets.UTF_8)));
      assertThatExceptionOfType(StatusException.class)
          .isThrownBy(() -> download(mode))
          .satisfies(e -> assertThat(e.response().orElseThrow().text()).isEqualTo("gone"));
    }

    assertThat(file).hasContent("old");
    assertThat(part).doesNotExist();
  }

  @Test
  void aStatusWithoutABodyIsNoDownload() {
    for (Mode mode : Mode.values()) {
      server.then(raw("204 No Content", "", new byte[0]));
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> download(mode))
          .withMessageContaining("status 204 No Content has no body to download");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aPartThatWasNotAskedForIsNoDownload() {
    server.then(raw("206 P", "Content-Range: bytes 0-8/300000\r\n", new byte[9]));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.download(Request.get(server.url()), file))
        .withMessageContaining("a 206 although no range was asked for");

    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyAboveTheLimitEndsTheCall(Mode mode) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> download(mode, Download.to(file).maxBytes(SIZE - 1)))
        .withMessageContaining("larger than the 299999 bytes");

    assertThat(server.requests()).hasSize(1);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void aWrongDigestOfAWholeBodyEndsTheCall(Mode mode) {
    Download download = Download.to(file).digest("SHA-256", "00".repeat(32));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> download(mode, download))
        .withMessageContaining("its SHA-256 is ");

    assertThat(server.requests()).hasSize(1);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPartIsFoundOutAndFetchedAnew(Mode mode) throws IOException {
    server.then(serve(100_000));
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.download(impatient(Request.get(server.url())), file));
    Files.write(part, new byte[100_000]);
    Download checked = Download.to(file)
        .check(all -> Files.mismatch(all, written(server.content())) < 0
            ? Optional.empty()
            : Optional.of("not the same"));

    download(mode, checked);

    assertThat(server.ranges()).containsExactly("-", "bytes=100000-", "-");
    Files.delete(directory.resolve("expected"));
    assertOnlyTheFile();
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("expected"), bytes);
  }

  @Test
  void rangesOfTheCallersOwnAreRefused() {
    for (Request request : List.of(
        Request.get(server.url()).header("Range", "bytes=1-"),
        Request.get(server.url()).header("If-Range", "\"one\""),
        Request.head(server.url()))) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> session.download(request, file));
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> Mode.await(session.downloadAsync(request, file)));
    }
    assertThat(server.requests()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPostIsSavedButNotContinued() throws IOException {
    server.then(serve(100_000));
    Request post =
        Request.post(server.url()).retry(Retry.builder().unsafeMethods("POST").build());

    session.download(post, file);

    assertThat(server.ranges()).containsExactly("-", "-");
    assertOnlyTheFile();
  }

  @Test
  void progressCountsTheWholeFile() {
    server.then(serve(100_000));
    List<Long> counts = new CopyOnWriteArrayList<>();
    Request request = Request.get(server.url()).progress(progress -> {
      assertThat(progress.total()).hasValue(SIZE);
      counts.add(progress.bytes());
    });

    session.download(request, file);

    assertThat(counts).isSorted().endsWith((long) SIZE);
  }

  @Test
  void theDeadlineHoldsForAllOfIt() {
    server.then(serve(100_000));
    Request request = Request.get(server.url())
        .deadline(Duration.ofMinutes(1))
        .retry(Retry.builder()
            .backoff(Backoff.constant(Duration.ofMinutes(5)).jitter(Jitter.none()))
            .build());

    assertThatThrownBy(() -> session.download(request, file)).hasMessageContaining("deadline");
    assertThat(part).hasSize(100_000);
  }

  @Test
  void aSinkGetsTheBodyOnce() {
    server.then(serve(100_000));
    RecordingSink sink = new RecordingSink();

    session.download(Request.get(server.url()), Download.into(sink));

    assertThat(sink.bytes()).isEqualTo(server.content());
    assertThat(sink.calls()).containsExactly("begin 200 300000", "complete", "close");
  }

  @Test
  void aSinkThatCannotRestartEndsTheCallOfABodyThatCannotBeContinued() {
    server.change(1, "").then(serve(100_000));
    RecordingSink sink = new RecordingSink();

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.download(Request.get(server.url()), Download.into(sink)))
        .withMessageContaining("a part of the body was written out");

    assertThat(server.requests()).hasSize(1);
    assertThat(sink.calls()).containsExactly("begin 200 300000", "close");
  }
}
