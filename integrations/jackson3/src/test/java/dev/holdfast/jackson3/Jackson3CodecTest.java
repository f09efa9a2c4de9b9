/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jackson3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.contract.JsonContract;
import dev.holdfast.http.BodyDecodingException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class Jackson3CodecTest extends JsonContract {

  @Test
  void usesTheMapperOfTheCallerAsItIs() {
    JsonMapper strict = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build();
    mock.respond(200, "{\"name\":\"a\",\"size\":3,\"new\":true}").respond(201);
    try (Session session =
        Session.builder().transport(mock).codec(Jackson3Codec.of(strict)).build()) {
      assertThatExceptionOfType(BodyDecodingException.class)
          .isThrownBy(() -> session.get("http://h/").json(Report.class))
          .withMessageContaining("nrecognized");

      session.request(Request.post("http://h/").json(new Report("a", 3)));
      assertThat(mock.requests().get(1).body().length()).isGreaterThan(21);
    }
  }
}
