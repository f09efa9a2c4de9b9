/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.Gson;
import dev.holdfast.http.BodyDecodingException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.TypeRef;
import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.mock.MockTransport;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A codec of one's own, by the example of Gson. */
class GsonSamplesTest {

  static final class Order {
    String item = "";
    int count;
  }

  // sample: codec
  record GsonCodec(Gson gson) implements BodyCodec {
    @Override
    public byte[] encode(Object value) {
      return gson.toJson(value).getBytes(UTF_8);
    }

    @Override
    public Object decode(byte[] document, Type type) {
      return gson.fromJson(new String(document, UTF_8), type);
    }
  }
  // end

  private final MockTransport mock = MockTransport.create();
  private final Session session =
      Session.builder().transport(mock).codec(new GsonCodec(new Gson())).build();

  @Test
  void readsAndWrites() {
    mock.respond(200, "[{\"item\":\"tea\",\"count\":2}]").respond(201);

    List<Order> orders = session.get("http://h/").json(new TypeRef<List<Order>>() {});
    session.request(Request.post("http://h/").json(orders.get(0)));

    assertThat(orders.get(0).item).isEqualTo("tea");
    assertThat(mock.requests().get(1).body().length()).isEqualTo(24);
  }

  @Test
  void whatGsonThrowsIsOfTheFamilyAndQuotesNothing() {
    mock.respond(200, "{\"count\":\"canary\"}");

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> session.get("http://h/").json(Order.class))
        .withMessageContaining("failed with com.google.gson.JsonSyntaxException")
        .withMessageNotContaining("canary");
  }
}
