/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import static dev.holdfast.http.download.PartialServer.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Mode;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.RetriesExhaustedException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.retry.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that came whole, but is not what the caller wants, takes no place. */
@Tag("B42")
class UnwantedBodyTest {

  private static final String VERSION = "ETag: \"1\"\r\nConnection: close\r\n";

  @TempDir
  Path directory;

  private final PartialServer server = new PartialServer();
  private Path file = Path.of("file");

  @BeforeEach
  void choosePlace() throws IOException {
    file = directory.resolve("file");
    Files.writeString(file, "old");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Retry unlessReady(boolean raises) {
    return Retry.builder()
        .total(2)
        .backoff(Backoff.constant(Duration.ofMillis(1)))
        .retryIf("not ready", response -> response.header("X-Ready").isEmpty())
        .raiseOnStatus(raises)
        .build();
  }

  private DownloadedResponse download(
      Mode mode, UnaryOperator<SessionBuilder> settings, Download download) {
    try (Session session = settings.apply(Session.builder()).build()) {
      return mode.download(session, Request.get(server.url()), download);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFetchedAnewFromItsBeginning(Mode mode) {
    server.then(
        raw("200 OK", VERSION, "not yet".getBytes(UTF_8)),
        raw("200 OK", VERSION + "X-Ready: 1\r\n", "whole".getBytes(UTF_8)));

    DownloadedResponse response =
        download(mode, settings -> settings.retry(unlessReady(false)), Download.to(file));

    assertThat(response.size()).isEqualTo(5);
    assertThat(response.attempts()).hasSize(2);
    assertThat(server.requests()).noneMatch(seen -> seen.header("Range").isPresent());
    assertThat(file).hasContent("whole");
    assertThat(directory).isDirectoryNotContaining("glob:**.part*");
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheFileIfTheCallFailsForIt(Mode mode) {
    byte[] body = "not yet".getBytes(UTF_8);
    server.then(
        raw("200 OK", VERSION, body), raw("200 OK", VERSION, body), raw("200 OK", VERSION, body));

    assertThatExceptionOfType(RetriesExhaustedException.class)
        .isThrownBy(
            () -> download(mode, settings -> settings.retry(unlessReady(true)), Download.to(file)));

    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @EnumSource
  void takesItsPlaceAllTheSameIfItIsHandedBack(Mode mode) {
    byte[] body = "not yet".getBytes(UTF_8);
    server.then(
        raw("200 OK", VERSION, body), raw("200 OK", VERSION, body), raw("200 OK", VERSION, body));

    DownloadedResponse response =
        download(mode, settings -> settings.retry(unlessReady(false)), Download.to(file));

    assertThat(response.attempts()).hasSize(3);
    assertThat(file).hasContent("not yet");
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheFileIfItIsNotWhatWasExpected(Mode mode) {
    server.then(raw("200 OK", VERSION, "<html>".getBytes(UTF_8)));

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> download(
            mode,
            settings -> settings
                .retry(Retry.off())
                .expect("a report", response -> response.header("Content-Type").isPresent()),
            Download.to(file)))
        .withMessageContaining("a report");

    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @EnumSource
  void isNotWrittenOutTwice(Mode mode) {
    RecordingSink pipe = new RecordingSink();
    server.then(
        raw("200 OK", VERSION, "not yet".getBytes(UTF_8)),
        raw("200 OK", VERSION + "X-Ready: 1\r\n", "whole".getBytes(UTF_8)));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() ->
            download(mode, settings -> settings.retry(unlessReady(false)), Download.into(pipe)));

    assertThat(pipe.text()).isEqualTo("not yet");
    assertThat(pipe.calls()).doesNotContain("complete");
  }
}
