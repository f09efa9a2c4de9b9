/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.transport.HttpVersion;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 marks the end of every body: one of nothing is whole, whatever coding its head names. */
@Tag("N11")
class Http2EmptyBodyTest {

  @ParameterizedTest
  @CsvSource({"BLOCKING, true", "BLOCKING, false", "ASYNC, true", "ASYNC, false"})
  void isEmptyWithACodingToo(Mode lane, boolean endsWithItsHead) throws IOException {
    try (Session session = Session.create();
        Http2Server server = answering(endsWithItsHead)) {
      Response response = lane.request(session, get(server));

      assertThat(response.bytes()).isEmpty();
      assertThat(response.attempts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isEmptyAsAStream(boolean endsWithItsHead) throws IOException {
    try (Session session = Session.create();
        Http2Server server = answering(endsWithItsHead);
        StreamedResponse response = session.stream(get(server))) {
      assertThat(response.body().readAllBytes()).isEmpty();
    }
  }

  private static Http2Server answering(boolean endsWithItsHead) throws IOException {
    return Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, endsWithItsHead, "content-encoding", "gzip");
      if (!endsWithItsHead) {
        peer.data(stream, true, "");
      }
      peer.awaitEnd();
    });
  }

  private static Request get(Http2Server server) {
    return Request.get(server.url("/")).httpVersion(HttpVersion.HTTP_2);
  }
}
