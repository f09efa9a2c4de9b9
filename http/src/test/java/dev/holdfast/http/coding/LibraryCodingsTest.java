/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.holdfast.http.BodyDecodingException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The codings {@code br} and {@code zstd}, whose libraries the tests have. */
class LibraryCodingsTest {

  private static final int BOMB = 16 << 20;

  @BeforeAll
  static void load() {
    Brotli4jLoader.ensureAvailability();
  }

  private static byte[] coded(String coding, byte[] bytes) throws IOException {
    return coding.equals("br")
        ? Encoder.compress(bytes, new Encoder.Parameters().setQuality(3))
        : Zstd.compress(bytes);
  }

  private static byte[] content() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Arrays.fill(bytes, 50_000, 200_000, (byte) 'x');
    return bytes;
  }

  private static Step answer(String coding, byte[] body) {
    return Step.respond(200).header("Content-Encoding", coding).body(body);
  }

  private static Response get(Mode mode, String coding, byte[] body) {
    try (FaultServer server = FaultServer.start(answer(coding, body));
        Session session = Session.create()) {
      return mode.get(session, server.url("/"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areTakenOff(Mode mode) throws IOException {
    for (String coding : new String[] {"br", "zstd"}) {
      assertThat(get(mode, coding, coded(coding, content())).bytes()).isEqualTo(content());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd"})
  void areTakenOffOneAfterTheOther(String coding) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(content());
    }
    byte[] twice = coded(coding, zipped.toByteArray());

    assertThat(get(Mode.BLOCKING, "gzip, " + coding, twice).bytes()).isEqualTo(content());
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd"})
  void areTakenOffWhereverTheBytesAreCut(String coding) throws Exception {
    byte[] bytes = Arrays.copyOfRange(content(), 45_000, 60_000);
    byte[] coded = coded(coding, bytes);
    for (int size : new int[] {1, 7, 8_191, 8_193}) {
      assertThat(DecodedBytes.of(coding, coded, size)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd"})
  @Tag("B19")
  void aBombIsRefused(String coding) throws IOException {
    byte[] bomb = coded(coding, new byte[BOMB]);
    for (Mode mode : Mode.values()) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> get(mode, coding, bomb))
          .withMessageContaining("decompression bomb")
          .satisfies(e -> assertThat(e.attempts()).hasSize(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd"})
  void aBodyThatIsCutIsNeverWhole(String coding) throws IOException {
    byte[] coded = coded(coding, content());
    for (int length : new int[] {1, 5, 100, coded.length / 2, coded.length - 1}) {
      byte[] cut = Arrays.copyOf(coded, length);
      try (FaultServer server = FaultServer.start(Step.always(answer(coding, cut)));
          Session session = Session.create();
          StreamedResponse response = session.stream(Request.get(server.url("/")))) {
        assertThatExceptionOfType(IOException.class)
            .as(coding + " " + length)
            .isThrownBy(() -> response.body().readAllBytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd"})
  void whatDoesNotDecodeIsNeverRetried(String coding) throws IOException {
    byte[] coded = coded(coding, content());
    byte[] behind = Arrays.copyOf(coded, coded.length + 5);
    Arrays.fill(behind, coded.length, behind.length, (byte) 'z');
    for (byte[] wrong : new byte[][] {"no such coding".getBytes(StandardCharsets.UTF_8), behind}) {
      assertThatExceptionOfType(BodyDecodingException.class)
          .isThrownBy(() -> get(Mode.BLOCKING, coding, wrong))
          .satisfies(e -> assertThat(e.attempts()).hasSize(1));
    }
  }

  @Test
  void zstdFramesFollowEachOther() throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(Zstd.compress("one ".getBytes(StandardCharsets.UTF_8)));
    frames.write(new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9}); // skippable
    frames.write(Zstd.compress("two".getBytes(StandardCharsets.UTF_8)));

    assertThat(get(Mode.BLOCKING, "zstd", frames.toByteArray()).text()).isEqualTo("one two");
  }

  @Test
  @Tag("B19")
  void aZstdWindowThatTakesTooMuchMemoryIsRefused() {
    byte[] head = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (17 << 3), 0, 0, 0};

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> get(Mode.BLOCKING, "zstd", head))
        .withMessageContaining("a zstd window of 134217728 bytes");
  }

  @Test
  void aZstdWindowOf8MebibytesIsTaken() {
    byte[] bytes = new byte[1 << 20];
    try (ZstdCompressCtx compressor = new ZstdCompressCtx()) {
      compressor.setLevel(19).setContentSize(false);

      assertThat(get(Mode.BLOCKING, "zstd", compressor.compress(bytes)).bytes()).isEqualTo(bytes);
    }
  }
}
