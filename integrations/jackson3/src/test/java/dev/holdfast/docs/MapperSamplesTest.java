/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.jackson3.Jackson3Codec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class MapperSamplesTest {

  record Order(String itemName) {}

  @Test
  void usesTheMapper() {
    MockTransport mock = MockTransport.create().respond(200, "{\"item_name\":\"tea\"}");
    // sample: mapper
    JsonMapper mapper = JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build();
    Session session =
        Session.builder().codec(Jackson3Codec.of(mapper)).transport(mock).build();
    // end
    assertThat(session.get("http://h/").json(Order.class)).isEqualTo(new Order("tea"));
  }
}
