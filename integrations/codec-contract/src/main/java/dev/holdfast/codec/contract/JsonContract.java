/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.codec.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.BodyDecodingException;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.TypeRef;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the codec that a session finds by itself. A subclass in the module of the codec runs
 * these tests with that codec alone.
 */
public abstract class JsonContract {

  /** A document with a text and a number. */
  public record Report(String name, int size) {}

  /** The transport of {@link #session}. */
  protected final MockTransport mock = MockTransport.create();

  /** A session over {@link #mock} that finds its codec by itself, unless a subclass sets one. */
  protected Session session() {
    return Session.builder().transport(mock).build();
  }

  private Response get() {
    return session().get("http://h/");
  }

  @Test
  void readsAndWrites() throws IOException {
    mock.respond(200, "[{\"name\":\"a\",\"size\":3}]").respond(201);

    List<Report> reports = get().json(new TypeRef<List<Report>>() {});
    session().request(Request.post("http://h/").json(reports.get(0)));

    assertThat(reports).containsExactly(new Report("a", 3));
    assertThat(sent()).isEqualTo("{\"name\":\"a\",\"size\":3}");
    assertThat(mock.requests().get(1).headers().first("Content-Type")).contains("application/json");
  }

  private String sent() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mock.requests().get(mock.requests().size() - 1).body().writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesUtf8() throws IOException {
    mock.respond(200);

    session().request(Request.post("http://h/").json(Map.of("n", "caf\u00e9 \u20ac")));

    assertThat(sent()).isEqualTo("{\"n\":\"caf\u00e9 \u20ac\"}");
  }

  @Test
  void ignoresPropertiesThatAreNotKnown() {
    mock.respond(200, "{\"name\":\"a\",\"size\":3,\"new\":true}");

    assertThat(get().json(Report.class)).isEqualTo(new Report("a", 3));
  }

  @Test
  void readsPrimitivesAndNull() {
    mock.respond(200, "7").respond(200, "null");

    assertThat(get().json(int.class)).isEqualTo(7);
    assertThat((Object) get().json(Report.class)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=iso-8859-1, ISO-8859-1",
    "application/json; charset='windows-1252', windows-1252",
    "application/json; charset=iso-8859-1, UTF-8",
    "application/json; charset=iso-8859-1, UTF-16LE",
    "application/json; charset=klingon, UTF-8",
    "application/json, UTF-16",
    "application/json, UTF-16BE",
    "application/json, UTF-32LE",
    "application/json, UTF-32BE"
  })
  void readsJsonWhateverTheHeaderSaysOfIt(String contentType, String charset) throws IOException {
    byte[] bytes = "{\"name\":\"caf\u00e9\",\"size\":1}".getBytes(charset);
    mock.otherwise(
        request -> new MockResponse(200, Headers.empty().plus("Content-Type", contentType), bytes));

    assertThat(get().json(Report.class)).isEqualTo(new Report("caf\u00e9", 1));
    assertThat(get().json(new TypeRef<Map<String, Object>>() {}))
        .containsEntry("name", "caf\u00e9");
  }

  @Test
  void saysWhatWasExpectedWhereJsonIsWrong() {
    assertThat(problem("<html>"))
        .contains("Unexpected character ('<' (code 60))", "or token 'null', 'true' or 'false')");
    assertThat(problem("{\"name\": canary1}")).contains("Unrecognized token ***: was expecting (");
    assertThat(problem("{\"name\": \"x")).contains("Unexpected end-of-input", " at line 1");
    assertThat(problem("{\"size\": \"canary\"}"))
        .contains("Cannot deserialize value of type `int` from");
    assertThat(problem("{\"size\": 99999999999}")).contains("out of range of `int`");
    assertThat(problem("[")).contains("JsonContract$Report` from Array");
    assertThat(problem("{\"size\": null}")).containsIgnoringCase("cannot map `null` into type");
    assertThat(problem("{\"name\":\"a\",\"size\":3} {}")).contains("Trailing token");
  }

  private String problem(String body) {
    mock.respond(200, body);
    return String.valueOf(
        catchThrowableOfType(BodyDecodingException.class, () -> get().json(Report.class))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>canary</html> | looks like HTML",
        "{\"name\": canary} | line 1, column",
        "{\"size\": \"canary\"} | line 1, column",
        "{\"name\": \"canary | line 1, column",
        "{\"size\": \"x\\\" canary \\\"y\"} | line 1, column",
        "'' | No content"
      })
  void quotesNothingOfTheDocument(String body, String place) {
    mock.respond(200, body);

    BodyDecodingException e =
        catchThrowableOfType(BodyDecodingException.class, () -> get().json(Report.class));

    assertThat(e).hasMessageContaining(place).hasMessageNotContaining("canary").hasNoCause();
    assertThat(e.response().orElseThrow().text()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(classes = {Integer.class, List.class, UUID.class, LocalDate.class, TimeUnit.class})
  void quotesNoNumbersOfTheDocument(Class<?> type) {
    mock.respond(200, "4111111111111111");

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> get().json(type))
        .withMessageNotContaining("4111");
  }

  @Test
  void refusesAValueThatHoldsItself() {
    List<Object> endless = new ArrayList<>(List.of("canary"));
    endless.add(endless);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> session().request(Request.post("http://h/").json(endless)))
        .withMessageStartingWith("json: ")
        .withMessageNotContaining("canary");
    assertThat(mock.requests()).isEmpty();
  }

  @Test
  void survivesADocumentThatIsNestedTooDeeply() {
    String deep = "[".repeat(500_000);
    mock.otherwise(
        request -> new MockResponse(200, Headers.empty(), deep.getBytes(StandardCharsets.UTF_8)));

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> get().json(new TypeRef<List<Object>>() {}));
  }
}
