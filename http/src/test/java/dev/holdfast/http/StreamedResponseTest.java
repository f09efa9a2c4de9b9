/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedResponseTest {

  private static final Request REQUEST = Request.get("http://api.example.com/report");

  private final MockedSession mocked = new MockedSession();

  @Test
  void handsTheBodyOverUnreadAfterTheRetries() throws Exception {
    mocked.transport.respond(503).respond(200, "whole");

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.attempts()).hasSize(2);
      assertThat(response.explain()).contains("503").contains("result: 200");
      assertThat(response.body().readAllBytes()).isEqualTo(Coded.text("whole"));
      assertThat(response.body().read()).isEqualTo(-1);
      assertThat(response).hasToString("StreamedResponse[200 from http://api.example.com/report]");
    }
  }

  @Test
  void givesTheSameResponseAgain() {
    mocked.transport.respond(200, "whole");

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      Response first = response.toResponse();

      assertThat(response.toResponse().text()).isEqualTo("whole");
      assertThat(first.text()).isEqualTo("whole");
    }
  }

  @Test
  void handsTheLastErrorBackWhenRetriesRunOut() throws Exception {
    mocked.transport.otherwise(
        request -> new MockResponse(503, Headers.empty(), Coded.text("down")));

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      assertThat(response.ok()).isFalse();
      assertThat(response.body().readAllBytes()).isEqualTo(Coded.text("down"));
    }
  }

  @Test
  void saysHowLongTheServerWantsToBeLeftAlone() {
    mocked.transport.otherwise(request ->
        new MockResponse(404, Headers.empty().plus("Retry-After", "7"), Coded.text("later")));

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      assertThat(response.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void failsAsOtherCallsDoWithTheLastResponseAttached() {
    mocked.transport.otherwise(
        request -> new MockResponse(503, Headers.empty(), Coded.text("down")));
    Session session = mocked
        .builder()
        .retry(MockedSession.exact().total(1).raiseOnStatus(true).build())
        .build();

    RetriesExhaustedException e =
        catchThrowableOfType(RetriesExhaustedException.class, () -> session.stream(REQUEST));

    assertThat(e.response().orElseThrow().text()).isEqualTo("down");
  }

  @Test
  void raisesForAnErrorStatusWithTheWholeResponse() {
    mocked.transport.respond(404, "no such report").respond(200, "fine");
    Session session = mocked.session();

    StatusException e = catchThrowableOfType(
        StatusException.class, () -> session.stream(REQUEST).raiseForStatus());

    assertThat(e.response().orElseThrow().text()).isEqualTo("no such report");
    assertThat(session.stream(REQUEST).raiseForStatus().toResponse().text()).isEqualTo("fine");
  }

  @Test
  void decodesWhatItIsReadAndGoesOnDecodingByteByByte() throws Exception {
    byte[] content = new byte[100_000];
    Arrays.fill(content, (byte) 'x');
    mocked.respondCoded("gzip", Coded.gzip(content)).respondCoded("gzip", Coded.gzip(content));
    Session session = mocked.session();

    try (StreamedResponse response = session.stream(REQUEST)) {
      assertThat(response.body().readAllBytes()).isEqualTo(content);
    }
    try (StreamedResponse response = session.stream(REQUEST)) {
      for (int i = 0; i < content.length; i++) {
        assertThat(response.body().read()).isEqualTo('x');
      }
      assertThat(response.body().read()).isEqualTo(-1);
    }
  }

  @Test
  void hasNoLimitOfItsOwnUnlessItGoesIntoMemory() throws Exception {
    mocked.transport.respond(200, "123456").respond(200, "123456");
    Session session = mocked.builder().maxBodySize(5).build();

    try (StreamedResponse response = session.stream(REQUEST)) {
      assertThat(response.body().readAllBytes()).hasSize(6);
    }
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> session.stream(REQUEST).toResponse())
        .withMessageContaining("maxBodySize");
  }

  @Test
  @Tag("B19")
  void endsABombHoweverSlowlyItIsRead() {
    mocked.respondCoded("gzip", Coded.bomb(64));

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      TransportException e = catchThrowableOfType(
          TransportException.class,
          () -> response.body().transferTo(OutputStream.nullOutputStream()));

      assertThat(e.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(e).hasMessageContaining("maxCompressionRatio");
    }
  }

  @Test
  void neverStartsABodyAnewAndRepeatsTheFailure() {
    mocked.transport.handle(request -> RecordedResponse.broken("half of it")).respond(200, "whole");

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      InputStream body = response.body();
      TransportException first = catchThrowableOfType(TransportException.class, body::readAllBytes);
      TransportException again = catchThrowableOfType(TransportException.class, body::read);

      assertThat(first.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
      assertThat(again).isSameAs(first);
      assertThat(mocked.transport.requests()).hasSize(1);
    }
  }

  @Test
  @Tag("B09")
  void tellsACodingThatWasCutFromAnEnd() {
    byte[] whole = Coded.gzip(Coded.text("hello"));
    mocked.respondCoded("gzip", Arrays.copyOf(whole, whole.length - 1));

    try (StreamedResponse response = mocked.session().stream(REQUEST)) {
      TransportException e =
          catchThrowableOfType(TransportException.class, () -> response.body().readAllBytes());

      assertThat(e.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
    }
  }

  @Test
  void refusesACodingThatWasNotAskedFor() {
    mocked.respondCoded("lzma", Coded.text("?"));

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> mocked.session().stream(REQUEST))
        .withMessageContaining("'lzma'");
  }

  @Test
  @Tag("B26")
  void endsASlowReaderAtTheDeadline() throws Exception {
    mocked.transport.respond(200, "all of it has come already");
    Request request = REQUEST.deadline(Duration.ofSeconds(3));

    try (StreamedResponse response = mocked.session().stream(request)) {
      assertThat(response.body().read()).isEqualTo('a');
      mocked.time.advance(Duration.ofSeconds(3));
      TransportException e =
          catchThrowableOfType(TransportException.class, () -> response.body().read());

      assertThat(e.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
      assertThat(e).hasMessageContaining("3 s");
    }
  }

  @Test
  void isClosedForGood() throws Exception {
    RecordedResponse unread = RecordedResponse.whole("x");
    RecordedResponse read = RecordedResponse.whole("");
    mocked.transport.handle(request -> unread).handle(request -> read);
    StreamedResponse response = mocked.session().stream(REQUEST);
    response.close();
    response.close();

    TransportException e =
        catchThrowableOfType(TransportException.class, () -> response.body().read());
    assertThat(e.kind()).isEqualTo(FailureKind.CANCELLED);

    StreamedResponse whole = mocked.session().stream(REQUEST);
    assertThat(whole.body().readAllBytes()).isEmpty();
    whole.close();
    assertThat(whole.body().read()).isEqualTo(-1);
    assertThat(unread.released()).isOne();
    assertThat(read.released()).isOne();
  }

  @Test
  void copiesIntoAFileThatWasThereBefore(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("report.csv"), "the old report");
    mocked.transport.respond(200, "the new report");

    long count = mocked.session().stream(REQUEST).copyTo(file);

    assertThat(count).isEqualTo(14);
    assertThat(file).hasContent("the new report");
    assertThat(dir.toFile().list()).hasSize(1);
  }

  @Test
  void copiesWhatIsInMemoryAlready(@TempDir Path dir) throws Exception {
    mocked.transport.respond(200, "the report");
    StreamedResponse response = mocked.session().stream(REQUEST);
    response.toResponse();

    assertThat(response.copyTo(dir.resolve("report.csv"))).isEqualTo(10);
    assertThat(dir.resolve("report.csv")).hasContent("the report");
  }

  @Test
  void neverTakesWhatIsLeftOfABodyForTheWhole(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("report.csv"), "the old report");
    mocked.transport.otherwise(
        request -> new MockResponse(200, Headers.empty(), Coded.text("the report")));
    StreamedResponse begun = mocked.session().stream(REQUEST);
    assertThat(begun.body().readNBytes(4)).isEqualTo(Coded.text("the "));
    StreamedResponse copied = mocked.session().stream(REQUEST);
    copied.copyTo(dir.resolve("other.csv"));

    for (StreamedResponse response : List.of(begun, copied)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> response.copyTo(file))
          .withMessageContaining("read before");
      assertThatIllegalStateException().isThrownBy(response::toResponse);
    }
    assertThat(file).hasContent("the old report");
  }

  @Test
  void leavesTheFileAsItWasIfTheBodyBreaksOff(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("report.csv"), "the old report");
    mocked.transport.handle(request -> RecordedResponse.broken("half of it"));

    ProtocolException e = catchThrowableOfType(
        ProtocolException.class, () -> mocked.session().stream(REQUEST).copyTo(file));

    assertThat(e.category()).isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
    assertThat(e.sent()).isEqualTo(Sent.ANSWERED);
    assertThat(file).hasContent("the old report");
    assertThat(dir.toFile().list()).hasSize(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void writesTheFileThatALinkLeadsToAndKeepsItsPermissions(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("report.csv"), "the old report");
    Set<PosixFilePermission> secret = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(file, secret);
    Path link = Files.createSymbolicLink(dir.resolve("latest"), Path.of("report.csv"));
    mocked.transport.respond(200, "the new report");

    mocked.session().stream(REQUEST).copyTo(link);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("the new report");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(secret);
    assertThat(dir.toFile().list()).hasSize(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesADeviceWhereItIs(@TempDir Path dir) throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("nowhere"), Path.of("/dev/null"));
    mocked.transport.respond(200, "the report");

    assertThat(mocked.session().stream(REQUEST).copyTo(link)).isEqualTo(10);

    assertThat(link).isSymbolicLink();
    assertThat(Path.of("/dev/null"))
        .satisfies(device -> assertThat(Files.isRegularFile(device)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing/report.csv", ""})
  void saysWhichFileCannotBeWritten(String name, @TempDir Path dir) {
    mocked.transport.respond(200, "x");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> mocked.session().stream(REQUEST).copyTo(dir.resolve(name)))
        .withMessageContaining(dir.toString());
  }
}
