/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

  private final MockedSession mocked = new MockedSession();

  record Report(String name, int size) {}

  @Test
  void aByteOrderMarkCountsMoreThanTheHeader() {
    for (String charset : new String[] {"UTF-8", "UTF-16BE", "UTF-16LE"}) {
      byte[] bytes = "\ufeffgr\u00fcn".getBytes(Charset.forName(charset));
      assertThat(text("text/plain; charset=iso-8859-1", bytes)).isEqualTo("gr\u00fcn");
    }
    byte[] wide = "\ufeffgr\u00fcn".getBytes(Charset.forName("UTF-32LE"));
    assertThat(text("text/plain; charset=utf-32le", wide)).isEqualTo("gr\u00fcn");
  }

  @Test
  void theCallersWordCountsMost() {
    MockedSession mocked = new MockedSession();
    byte[] bytes = "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1);
    mocked.transport.handle(request -> new MockResponse(
        200, Headers.empty().plus("Content-Type", "text/plain; charset=utf-8"), bytes));

    assertThat(mocked.session().get("http://example.com/").text(StandardCharsets.ISO_8859_1))
        .isEqualTo("gr\u00fcn");
  }

  private static String text(String contentType, byte[] bytes) {
    MockedSession mocked = new MockedSession();
    mocked.transport.handle(
        request -> new MockResponse(200, Headers.empty().plus("Content-Type", contentType), bytes));
    return mocked.session().get("http://example.com/").text();
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=ISO-8859-1, ISO-8859-1",
    "text/plain;charset=\"utf-16be\", UTF-16BE",
    "text/plain; CHARSET = utf-8, UTF-8",
    "application/json, UTF-8"
  })
  void decodesTextByTheCharsetOfTheHeader(String contentType, String charset) throws Exception {
    byte[] bytes = "grün".getBytes(charset);
    mocked.transport.handle(
        request -> new MockResponse(200, Headers.empty().plus("Content-Type", contentType), bytes));

    assertThat(get().text()).isEqualTo("grün");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain; charset=klingon",
        "text/html; charset=none",
        "text/html; charset='utf-8'",
        "text/html; charset=\"klingon\"",
        "text/plain; charset=",
        "text/plain; charset=a/b",
        "text/plain; charset=klingon, utf-8",
        "text/html; charset=utf-8, text/html",
        "text/html;charset=klingon; charset=UTF-8",
        "text/html charset=utf-8",
        "charset=utf8",
        "text/plain; charset=\u00e9",
        "",
        ";;;"
      })
  @Tag("B33")
  void noCharsetOfAHeaderEndsText(String contentType) {
    byte[] bytes = "gr\u00fcn".getBytes(StandardCharsets.UTF_8);
    mocked.transport.handle(request -> new MockResponse(
        200, Headers.ofReceived(List.of(new Headers.Field("Content-Type", contentType))), bytes));

    assertThat(get().text()).isEqualTo("gr\u00fcn");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset='iso-8859-1', ISO-8859-1",
    "'text/plain; charset=klingon, charset=iso-8859-1', ISO-8859-1",
    "text/plain; xcharset=utf-16be; charset=utf-8, UTF-8",
    "text/plain; charset=utf-16, UTF-16",
    "text/plain, UTF-16",
    "text/plain; charset=klingon, UTF-16"
  })
  @Tag("B33")
  void readsTheFirstCharsetThatIsKnownElseTheByteOrderMark(String contentType, String charset)
      throws Exception {
    byte[] bytes = "gr\u00fcn".getBytes(charset);
    mocked.transport.handle(
        request -> new MockResponse(200, Headers.empty().plus("Content-Type", contentType), bytes));

    assertThat(get().text()).isEqualTo("gr\u00fcn");
  }

  @Test
  @Tag("B33")
  void malformedTextNeverFails() {
    byte[] bytes = {'a', (byte) 0xe9, 'b'};
    mocked.transport.handle(request -> new MockResponse(
        200, Headers.empty().plus("Content-Type", "text/plain; charset=klingon"), bytes));

    assertThat(get().text()).isEqualTo("a\ufffdb");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=iso-8859-1, ISO-8859-1",
    "application/json; charset='windows-1252', windows-1252",
    "application/json; charset=iso-8859-1, UTF-8",
    "application/json; charset=iso-8859-1, UTF-16LE",
    "application/json; charset=klingon, UTF-8",
    "application/json, UTF-16BE",
    "application/json, UTF-32BE"
  })
  @Tag("B34")
  void readsJsonWhateverTheHeaderSaysOfIt(String contentType, String charset) throws Exception {
    byte[] bytes = "{\"name\":\"caf\u00e9\",\"size\":1}".getBytes(charset);
    mocked.transport.handle(
        request -> new MockResponse(200, Headers.empty().plus("Content-Type", contentType), bytes));

    Response response = get();

    assertThat(response.json(Report.class)).isEqualTo(new Report("caf\u00e9", 1));
    assertThat(response.json(new TypeRef<Map<String, Object>>() {}))
        .containsEntry("name", "caf\u00e9");
  }

  @Test
  void readsJson() {
    String json = "{\"name\":\"a\",\"size\":3,\"new\":true}";
    mocked.transport.respond(200, json).respond(200, "[" + json + "]");

    assertThat(get().json(Report.class)).isEqualTo(new Report("a", 3));
    assertThat(get().json(new TypeRef<List<Report>>() {})).containsExactly(new Report("a", 3));
  }

  @Test
  void failsClearlyOnWhatIsNotJson() {
    mocked.transport.respond(200, "<html>").respond(200, "<html>");

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> get().json(Report.class))
        .withMessageContaining("Report");
    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> get().json(new TypeRef<List<Report>>() {}));
  }

  @Test
  void leavesTheByteOrderMarkOutOfText() {
    mocked.transport.respond(200, "\ufeffa").respond(200, "\ufeff");

    assertThat(get().text()).isEqualTo("a");
    assertThat(get().text()).isEmpty();
  }

  @Test
  void refusesATypeRefWithoutAType() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RawRef());
  }

  @SuppressWarnings("rawtypes")
  private static final class RawRef extends TypeRef {}

  @Test
  void sendsJson() {
    mocked.transport.respond(200);

    mocked.session().request(Request.post("http://h/").json(Map.of("a", 1)));

    var sent = mocked.transport.requests().get(0);
    assertThat(sent.headers().first("Content-Type")).contains("application/json");
    assertThat(sent.body().length()).isEqualTo(7);
  }

  @Test
  void raisesForErrorStatusesOnly() {
    mocked.transport.respond(399).respond(404, "gone");

    assertThat(get().raiseForStatus().status()).isEqualTo(399);
    StatusException e = catchThrowableOfType(StatusException.class, () -> get().raiseForStatus());
    assertThat(e.category()).isEqualTo(Category.STATUS_ERROR);
    assertThat(e.response().orElseThrow().text()).isEqualTo("gone");
    assertThat(e.request().orElseThrow().method()).isEqualTo("GET");
    assertThat(e.explain()).contains("404");
  }

  @Test
  void saysHowLongTheServerWantsToBeLeftAlone() {
    mocked
        .transport
        .respond(401, Headers.empty().plus("Retry-After", "soon").plus("Retry-After", "7"), "")
        .respond(401, "");

    Response asked = get();
    assertThat(asked.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(
            catchThrowableOfType(StatusException.class, asked::raiseForStatus).retryAfter())
        .contains(Duration.ofSeconds(7));
    assertThat(get().retryAfter()).isEmpty();
  }

  @Test
  void refusesABodyLargerThanTheLimit() {
    mocked.transport.respond(200, "12345").respond(200, "123456");
    Session session = mocked.builder().maxBodySize(5).build();

    assertThat(session.get("http://h/").bytes()).hasSize(5);
    ProtocolException e =
        catchThrowableOfType(ProtocolException.class, () -> session.get("http://h/"));
    assertThat(e.category()).isEqualTo(Category.BAD_RESPONSE);
    assertThat(e).hasMessageContaining("maxBodySize");
  }

  @Test
  void refusesAnAnnouncedLengthBeyondTheLimitUnread() {
    mocked.transport.respond(200, Headers.empty().plus("Content-Length", "999999999999"), "x");

    assertThatExceptionOfType(ProtocolException.class).isThrownBy(this::get);
  }

  @Test
  void showsNeitherHeadersNorBody() {
    mocked.transport.respond(200, "canary");

    assertThat(get().toString()).isEqualTo("Response[200 from http://h/, 6 bytes]");
  }

  @Test
  void keepsTextThatIsNotValidReadable() {
    mocked.transport.handle(request ->
        new MockResponse(200, Headers.empty(), "a\u00fc".getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(get().text()).isEqualTo("a\ufffd");
  }

  private Response get() {
    return mocked.session().get("http://h/");
  }
}
