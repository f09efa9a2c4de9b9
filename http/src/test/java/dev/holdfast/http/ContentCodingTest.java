/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.coding.Coded.gzip;
import static dev.holdfast.http.coding.Coded.text;
import static dev.holdfast.http.coding.Coded.zlib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.http.message.Headers;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

  private static final String URL = "http://api.example.com/";
  private static final byte[] CONTENT = text("hello");

  private final MockedSession mocked = new MockedSession();

  @Test
  void asksForWhatItCanTakeOff() {
    mocked.respondCoded("gzip", gzip(CONTENT)).respondCoded("deflate, gzip", gzip(zlib(CONTENT)));
    Session session = mocked.session();

    Response response = session.get(URL);

    assertThat(response.text()).isEqualTo("hello");
    assertThat(response.header("Content-Encoding")).contains("gzip");
    assertThat(session.get(URL).text()).isEqualTo("hello");
    assertThat(sentAcceptEncoding())
        .isEqualTo("gzip, deflate, br, zstd"); // the libraries are there
  }

  @ParameterizedTest
  @CsvSource({"Accept-Encoding, gzip", "accept-encoding, identity", "Range, bytes=0-9"})
  void handsBytesBackAsTheyCameToACallerWhoAskedForThem(String name, String value) {
    mocked.respondCoded("gzip", gzip(CONTENT)).respondCoded("br", CONTENT);
    Session session = mocked.session();
    Request request = Request.get(URL).header(name, value);

    assertThat(session.request(request).bytes()).isEqualTo(gzip(CONTENT));
    assertThat(session.request(request).text()).isEqualTo("hello");
    assertThat(sentAcceptEncoding()).isEqualTo(name.equals("Range") ? "" : value);
  }

  @Test
  void neitherAsksNorDecodesIfToldNotTo() {
    mocked.respondCoded("gzip", gzip(CONTENT));
    Session session = mocked.builder().decompress(false).build();

    assertThat(session.get(URL).bytes()).isEqualTo(gzip(CONTENT));
    assertThat(sentAcceptEncoding()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  @Tag("B24")
  void expectsNoCodedBodyWhereThereIsNone(int status) {
    Headers headers =
        Headers.empty().plus("Content-Encoding", "gzip").plus("Content-Length", "1234");
    mocked.transport.respond(status, headers, "").respond(200, headers, "");
    Session session = mocked.session();

    assertThat(session.get(URL).bytes()).isEmpty();
    assertThat(session.head(URL).bytes()).isEmpty();
  }

  @Test
  @Tag("B09")
  void retriesABodyThatWasCutInsideItsCoding() {
    byte[] whole = gzip(CONTENT);
    mocked.respondCoded("gzip", Arrays.copyOf(whole, whole.length - 1)).respondCoded("gzip", whole);

    Response response = mocked.session().get(URL);

    assertThat(response.text()).isEqualTo("hello");
    assertThat(response.attempts().get(0).category()).contains(Category.CONNECTION_BROKEN_MID_BODY);
  }

  @Test
  @Tag("B09")
  void neverRepeatsAPostWhoseAnswerWasCutInsideItsCoding() {
    mocked.respondCoded("gzip", Arrays.copyOf(gzip(CONTENT), 12));

    ProtocolException e =
        catchThrowableOfType(ProtocolException.class, () -> mocked.session().post(URL));

    assertThat(e.category()).isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
    assertThat(e).hasMessageContaining("gzip");
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"gzip, not gzip", "deflate, deflate", "xz, Accept-Encoding", "'gzip,gzip,gzip', 2"})
  @Tag("B11")
  @Tag("B21")
  void neverRetriesWhatDoesNotDecode(String coding, String why) {
    mocked.respondCoded(coding, text("this is plain text"));

    BodyDecodingException e =
        catchThrowableOfType(BodyDecodingException.class, () -> mocked.session().get(URL));

    assertThat(e.category()).isEqualTo(Category.DECODING_ERROR);
    assertThat(e).hasMessageContaining(why);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  @Tag("B10")
  void neverRetriesAWrongChecksum() {
    byte[] coded = gzip(CONTENT);
    coded[coded.length - 5] ^= 1;
    mocked.respondCoded("gzip", coded);

    BodyDecodingException e =
        catchThrowableOfType(BodyDecodingException.class, () -> mocked.session().get(URL));

    assertThat(e).hasMessageContaining("checksum");
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1000, maxBodySize", "100000000, maxCompressionRatio"})
  @Tag("B19")
  @Tag("B20")
  void endsABombAtTheFirstLimitItMeets(long maxBodySize, String limit) {
    mocked.respondCoded("gzip, gzip", gzip(Coded.bomb(64)));
    Session session = mocked.builder().maxBodySize(maxBodySize).build();

    ProtocolException e = catchThrowableOfType(ProtocolException.class, () -> session.get(URL));

    assertThat(e.category()).isEqualTo(Category.BAD_RESPONSE);
    assertThat(e).hasMessageContaining(limit);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  void letsACallerAllowMoreGrowth() {
    mocked.respondCoded("gzip", Coded.bomb(6));
    Session session = mocked.builder().maxCompressionRatio(2_000).build();

    assertThat(session.get(URL).bytes()).hasSize(6 << 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 503})
  @Tag("B22")
  @Tag("B23")
  void neverDecodesABodyThatIsNotNeeded(int status) {
    Headers headers = Headers.empty().plus("Content-Encoding", "xz").plus("Location", "/b");
    mocked.transport.respond(status, headers, "not zstd").respond(200);

    assertThat(mocked.session().get(URL).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesARatioThatLeavesNothing(int ratio) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.builder().maxCompressionRatio(ratio))
        .withMessage("maxCompressionRatio: " + ratio + " (expected: >= 1)");
  }

  private String sentAcceptEncoding() {
    return mocked.transport.requests().get(0).headers().first("Accept-Encoding").orElse("");
  }
}
