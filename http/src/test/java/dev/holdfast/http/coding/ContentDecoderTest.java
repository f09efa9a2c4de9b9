/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import static dev.holdfast.http.coding.Coded.concat;
import static dev.holdfast.http.coding.Coded.decode;
import static dev.holdfast.http.coding.Coded.gzip;
import static dev.holdfast.http.coding.Coded.rawDeflate;
import static dev.holdfast.http.coding.Coded.text;
import static dev.holdfast.http.coding.Coded.zlib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecoderTest {

  private static final byte[] CONTENT = mixed(40_000);

  static Stream<Arguments> codings() {
    return Stream.of(
        Arguments.of("gzip", gzip(CONTENT)),
        Arguments.of("x-gzip", gzip(CONTENT)),
        Arguments.of("GZip", gzip(CONTENT)),
        Arguments.of("deflate", zlib(CONTENT)),
        Arguments.of("deflate", rawDeflate(CONTENT)),
        Arguments.of("identity, gzip", gzip(CONTENT)),
        Arguments.of("deflate, gzip", gzip(zlib(CONTENT))),
        Arguments.of("gzip, gzip", gzip(gzip(CONTENT))),
        Arguments.of(
            "gzip",
            concat(
                gzip(Arrays.copyOf(CONTENT, 10)),
                gzip(new byte[0]),
                gzip(Arrays.copyOfRange(CONTENT, 10, CONTENT.length)))),
        Arguments.of("identity", CONTENT));
  }

  @ParameterizedTest
  @MethodSource("codings")
  void decodesWhateverTheSizeOfThePieces(String coding, byte[] coded) throws Exception {
    assertThat(decode(coding, coded, 8_192, 8_192)).isEqualTo(CONTENT);
    assertThat(decode(coding, coded, 1, 8_192)).isEqualTo(CONTENT);
    assertThat(decode(coding, coded, 8_192, 1)).isEqualTo(CONTENT);
    assertThat(decode(coding, coded, 7, 3)).isEqualTo(CONTENT);
  }

  static Stream<Arguments> cuttable() {
    byte[] content = text("a body worth cutting, a body worth cutting");
    return Stream.of(
        Arguments.of("gzip", gzip(content)),
        Arguments.of("gzip", gzipWithEveryHeaderField(content)),
        Arguments.of("deflate", zlib(content)),
        Arguments.of("deflate", rawDeflate(content)),
        Arguments.of("deflate, gzip", gzip(zlib(content))));
  }

  @ParameterizedTest
  @MethodSource("cuttable")
  @Tag("B09")
  void noCutPassesAsWhole(String coding, byte[] coded) {
    for (int length = 0; length < coded.length; length++) {
      byte[] cut = Arrays.copyOf(coded, length);

      TransportException e =
          catchThrowableOfType(TransportException.class, () -> decode(coding, cut, 8, 8));

      assertThat(e.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
      assertThat(e.permanent()).isFalse();
    }
  }

  @Test
  void readsAHeaderWithEveryField() throws Exception {
    byte[] coded = gzipWithEveryHeaderField(CONTENT);

    assertThat(decode("gzip", coded, 1, 100)).isEqualTo(CONTENT);
    assertThat(decode("gzip", coded, 100_000, 100)).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "0, not gzip",
    "1, not gzip",
    "2, not gzip",
    "3, reserved flags",
    "-1, gzip data of 40000 bytes that should be",
    "-5, the gzip checksum is"
  })
  @Tag("B10")
  @Tag("B11")
  void refusesGzipThatWasChanged(int at, String why) {
    byte[] coded = gzip(CONTENT);
    coded[at < 0 ? coded.length + at : at] ^= (byte) 0x80;

    assertRefused("gzip", coded, why);
  }

  @Test
  @Tag("B10")
  void refusesAHeaderWhoseChecksumIsWrong() {
    byte[] coded = gzipWithEveryHeaderField(CONTENT);
    coded[5] ^= 1;

    assertRefused("gzip", coded, "checksum of the gzip header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void refusesWhatFollowsTheEnd(String coding) {
    byte[] whole = coding.equals("gzip") ? gzip(CONTENT) : zlib(CONTENT);

    assertRefused(coding, concat(whole, text("poison")), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  @Tag("B11")
  void refusesWhatWasNeverCoded(String coding) {
    assertRefused(coding, text("<html>plain text after all</html>"), "");
  }

  @Test
  void refusesAZlibChecksumThatIsWrong() {
    byte[] coded = zlib(CONTENT);
    coded[coded.length - 1] ^= 1;

    assertRefused("deflate", coded, "invalid deflate data");
  }

  @Test
  void refusesAPresetDictionary() {
    assertRefused("deflate", new byte[] {0x78, (byte) 0xbb, 0, 0, 0, 1, 3, 0}, "dictionary");
  }

  @Test
  void refusesAHeaderThatNeverEnds() {
    byte[] start = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
    byte[] name = new byte[200_000];
    Arrays.fill(name, (byte) 'x');

    assertRefused("gzip", concat(start, name), "header of more than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "lzma", "gzip, xz", "chunked", "compress", "klingon", "a b"})
  void namesACodingThatIsNotKnown(String coding) {
    TransportException e = assertRefused(coding, new byte[0], "Accept-Encoding");

    assertThat(e).hasMessageContaining(coding.replace("gzip, ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utf-8",
        "UTF8",
        "iso-8859-1",
        "none",
        "None",
        "identity",
        "binary",
        "8bit",
        "text/html",
        "null",
        "",
        ",",
        "aws-chunked",
        "none, utf-8, identity"
      })
  @Tag("B30")
  void passesOverWordsThatAreNoCoding(String words) throws Exception {
    Headers alone = Headers.empty().plus("Content-Encoding", words);
    byte[] coded = gzip(CONTENT);

    assertThat(ContentCodings.decoder(alone, 200, false)).isNull();
    assertThat(decode(words + ", gzip", coded, 100, 100)).isEqualTo(CONTENT);
    assertThat(decode("gzip, " + words, coded, 100, 100)).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\0\0\0\0\0\0\0\0\0", "\r\n", "\n", "\0\r\n\0"})
  @Tag("B31")
  void passesOverPaddingAfterWhatWasChecked(String padding) throws Exception {
    for (int piece : new int[] {1, 7, 100_000}) {
      assertThat(decode("gzip", concat(gzip(CONTENT), text(padding)), piece, 100))
          .isEqualTo(CONTENT);
      assertThat(decode("deflate", concat(zlib(CONTENT), text(padding)), piece, 100))
          .isEqualTo(CONTENT);
      assertThat(decode(
              "gzip, gzip",
              concat(gzip(concat(gzip(CONTENT), text(padding))), text(padding)),
              piece,
              100))
          .isEqualTo(CONTENT);
    }
    byte[] twice = concat(gzip(CONTENT), text(padding), gzip(CONTENT));
    assertThat(decode("gzip", twice, 7, 100)).isEqualTo(concat(CONTENT, CONTENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0x", "\r\n\r\n<html>", " ", "\0\u001f\u008c"})
  @Tag("B31")
  void refusesWhatFollowsPadding(String rest) {
    assertRefused("gzip", concat(gzip(CONTENT), text(rest)), "not gzip");
    assertRefused("deflate", concat(zlib(CONTENT), text(rest)), "after the end");
  }

  @Test
  @Tag("B31")
  void paddingInPlaceOfTheDataIsNotPassedOver() {
    assertRefused("gzip", concat(text("\0\0"), gzip(CONTENT)), "not gzip");
    assertRefused("deflate", concat(rawDeflate(CONTENT), text("\0")), "after the end");
  }

  @Test
  @Tag("B31")
  void aMemberThatIsCutAfterPaddingIsCut() {
    byte[] second = Arrays.copyOf(gzip(CONTENT), 20);

    TransportException e = catchThrowableOfType(
        TransportException.class,
        () -> decode("gzip", concat(gzip(CONTENT), text("\0\0"), second), 7, 100));

    assertThat(e.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
  }

  @Test
  @Tag("B21")
  void refusesMoreThanTwoCodings() {
    assertRefused("gzip, gzip, gzip", new byte[0], "more than 2");
    assertRefused("gzip" + ", gzip".repeat(49), new byte[0], "more than 2");
    Headers spread = Headers.empty()
        .plus("Content-Encoding", "gzip")
        .plus("content-encoding", "deflate")
        .plus("Content-Encoding", "gzip");

    TransportException e =
        catchThrowableOfType(TransportException.class, () -> decode(spread, new byte[0], 1, 1));

    assertThat(e).hasMessageContaining("more than 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "gzip, deflate"})
  @Tag("N11")
  @Tag("B32")
  void takesABodyOfNothingOnlyIfTheFramingVouchesForIt(String coding) throws Exception {
    Headers headers = Headers.empty().plus("Content-Encoding", coding);

    try (ContentDecoder decoder =
        Objects.requireNonNull(ContentCodings.decoder(headers, 200, true))) {
      assertThat(decode(decoder, new byte[0], 1, 1)).isEmpty();
    }
    TransportException e =
        catchThrowableOfType(TransportException.class, () -> decode(headers, new byte[0], 1, 1));
    assertThat(e.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
  }

  @ParameterizedTest
  @CsvSource({"gzip, 1", "'gzip, gzip', 2"})
  @Tag("B19")
  @Tag("B20")
  void endsABombSoonAfterTheFirstMebibytes(String coding, int layers) throws Exception {
    byte[] bomb = layers == 2 ? gzip(Coded.bomb(64)) : Coded.bomb(64);
    Headers headers = Headers.empty().plus("Content-Encoding", coding);
    ByteBuffer in = ByteBuffer.wrap(bomb);
    ByteBuffer out = ByteBuffer.allocate(8_192);
    AtomicLong decoded = new AtomicLong();

    try (ContentDecoder decoder =
        Objects.requireNonNull(ContentCodings.decoder(headers, 200, false))) {
      TransportException e = catchThrowableOfType(TransportException.class, () -> {
        while (true) {
          decoder.decode(in, out.clear());
          decoded.addAndGet(out.position());
        }
      });

      assertThat(e.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(e.permanent()).isTrue();
      assertThat(e).hasMessageContaining("maxCompressionRatio");
      assertThat(decoded.get()).isBetween(4L << 20, 5L << 20);
    }
  }

  @Test
  void allowsAnyRatioUpToFourMebibytes() throws Exception {
    Headers headers = Headers.empty().plus("Content-Encoding", "gzip");

    try (ContentDecoder decoder =
        Objects.requireNonNull(ContentCodings.decoder(headers, 1, false))) {
      assertThat(decode(decoder, Coded.bomb(4), 8_192, 8_192)).hasSize(4 << 20);
    }
  }

  private static TransportException assertRefused(String coding, byte[] coded, String why) {
    TransportException e =
        catchThrowableOfType(TransportException.class, () -> decode(coding, coded, 8_192, 8_192));
    assertThat(e.kind()).isEqualTo(FailureKind.DECODING_ERROR);
    assertThat(e.permanent()).isTrue();
    assertThat(e).hasMessageContaining(why);
    return e;
  }

  /** Extra field, name, comment and header checksum: all that RFC 1952 knows. */
  private static byte[] gzipWithEveryHeaderField(byte[] content) {
    byte[] plain = gzip(content);
    byte[] header = concat(
        new byte[] {0x1f, (byte) 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 3},
        new byte[] {3, 0, 'x', 0, 'y'},
        text("name.txt\0"),
        text("a comment\0"));
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    return concat(header, checksum, Arrays.copyOfRange(plain, 10, plain.length));
  }

  /** Half of it compresses well, half not at all. */
  private static byte[] mixed(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    Arrays.fill(bytes, 0, length / 2, (byte) 'a');
    return bytes;
  }
}
