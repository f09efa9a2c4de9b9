/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.boot;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.BodyDecodingException;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import org.junit.jupiter.api.Test;

/** Jackson 3 with annotations that it does not fit to: an exception of the family, not an Error. */
class MismatchTest {

  public record Report(String name, int size) {}

  private final MockTransport mock = MockTransport.create();
  private final Session session = Session.builder().transport(mock).build();

  @Test
  void readingIsABodyDecodingException() {
    mock.respond(200, "{\"name\":\"a\",\"size\":3}");

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> session.get("http://h/").json(Report.class))
        .withMessageContaining("annotation").withMessageContaining("JsonSerializeAs");
  }

  @Test
  void writingIsAnInvalidRequestException() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> session.request(Request.post("http://h/").json(new Report("a", 3))))
        .withMessageContaining("annotation").withMessageContaining("JsonSerializeAs");
  }
}
