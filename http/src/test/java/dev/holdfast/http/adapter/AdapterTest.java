/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterTest {

  private static final Request GET = Request.get("http://api.example.com/a");

  @ParameterizedTest
  @CsvSource({
    "Content-Length, 7",
    "transfer-encoding, chunked",
    "Connection, close",
    "Host, api.example.com",
    "HOST, API.example.com"
  })
  void headersThatTheTransportWritesAreLeftOut(String name, String value) {
    assertThat(AdapterHeaders.add(GET, name, value).headers()).isEmpty();
  }

  @Test
  void anotherHostIsRefusedSinceItCannotBeHonoured() {
    assertThatThrownBy(() -> AdapterHeaders.add(GET, "Host", "other.example.com"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Host");
  }

  @Test
  void otherHeadersStayInOrder() {
    Request request = AdapterHeaders.add(AdapterHeaders.add(GET, "X-Trace", "1"), "x-trace", "2");

    assertThat(request.headers().all("X-Trace")).containsExactly("1", "2");
  }

  @Test
  void headersOfADecodedBodyDoNotNameItsCoding() throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write("text".getBytes(UTF_8));
    }
    Headers sent = Headers.empty()
        .plus("Content-Encoding", "gzip")
        .plus("Content-Length", String.valueOf(coded.size()))
        .plus("ETag", "1");
    MockTransport mock = MockTransport.create();
    mock.handle(request -> new MockResponse(200, sent, coded.toByteArray()));
    mock.handle(request -> new MockResponse(200, sent, coded.toByteArray()));
    try (Session session = Session.builder().transport(mock).build()) {
      Response decoded = session.request(GET);
      Response asItCame = session.request(GET.header("Accept-Encoding", "gzip"));

      assertThat(decoded.text()).isEqualTo("text");
      assertThat(decoded.decoded()).isTrue();
      assertThat(AdapterHeaders.of(decoded))
          .extracting(Headers.Field::name)
          .containsExactly("ETag");
      assertThat(asItCame.decoded()).isFalse();
      assertThat(AdapterHeaders.of(asItCame)).isEqualTo(asItCame.headers());
    }
  }

  @ParameterizedTest
  @CsvSource({"5, true", "5, false", "-1, true"})
  void aShortBodyIsKeptInMemory(long length, boolean repeatable) throws IOException {
    Body body = AdapterBody.inMemory(out -> out.write("12345".getBytes(UTF_8)), length, repeatable);

    assertThat(body.inMemory()).isTrue();
    assertThat(body.repeatable()).isTrue();
    assertThat(body.length()).isEqualTo(5);
    assertThat(body.contentType()).isEmpty();
  }

  @Test
  void aLongBodyIsWrittenWhenItIsSent() throws IOException {
    byte[] large = new byte[(1 << 20) + 1];

    Body announced = AdapterBody.inMemory(out -> out.write(large), large.length, false);
    Body found = AdapterBody.inMemory(out -> out.write(large), -1, true);

    assertThat(announced.spent()).isFalse();
    assertThat(announced.repeatable()).isFalse();
    assertThat(found.repeatable()).isTrue();
    assertThat(found.length()).isEqualTo(-1);
  }

  @Test
  void aBodyThatCanBeWrittenOnceIsNotTouchedToFindItsLength() throws IOException {
    Body body = AdapterBody.inMemory(
        out -> {
          throw new AssertionError("written before it is sent");
        },
        -1,
        false);

    assertThat(body.spent()).isFalse();
  }

  @Test
  void whatAPublisherGivesHasNoContentTypeThatWasNotSet() {
    Body body = AdapterBody.publisher(Body.of("text").asPublisher().orElseThrow(), 4);

    assertThat(body.contentType()).isEmpty();
    assertThat(body.length()).isEqualTo(4);
    assertThat(body.repeatable()).isFalse();
    assertThat(body.asPublisher()).isPresent();
  }

  @Test
  void aBodyThatCanBeWrittenOnceIsSpentByIt() throws IOException {
    Body body = AdapterBody.once(out -> out.write(1), -1);

    body.writeTo(OutputStream.nullOutputStream());

    assertThat(body.spent()).isTrue();
    assertThatThrownBy(() -> body.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aWriterThatFailsIsNotSentInPart() {
    assertThatThrownBy(() -> AdapterBody.inMemory(
            out -> {
              throw new IOException("no source");
            },
            -1,
            true))
        .hasMessage("no source");
  }

  @ParameterizedTest
  @CsvSource({
    "DNS_FAILURE, java.net.UnknownHostException",
    "CONNECT_REFUSED, java.net.ConnectException",
    "CONNECT_TIMEOUT, java.net.SocketTimeoutException",
    "READ_TIMEOUT, java.net.SocketTimeoutException",
    "TLS_ERROR, javax.net.ssl.SSLException",
    "CONNECTION_ABORTED, java.net.SocketException",
    "CONNECTION_BROKEN_MID_BODY, java.io.EOFException",
    "BAD_RESPONSE, java.io.IOException"
  })
  void aFailureIsTheExceptionThatOtherClientsThrow(FailureKind kind, Class<?> type) {
    MockTransport mock = MockTransport.create().fail(kind, Sent.NO);
    try (Session session = Session.builder().transport(mock).retry(Retry.off()).build()) {
      assertThatThrownBy(() -> session.request(GET))
          .isInstanceOfSatisfying(
              RequestException.class,
              failure -> assertThat(AdapterFailures.io(failure))
                  .isExactlyInstanceOf(type)
                  .hasMessage(failure.getMessage())
                  .hasCause(failure));
    }
  }
}
