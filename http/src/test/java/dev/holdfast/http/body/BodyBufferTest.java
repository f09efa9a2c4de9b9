/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.http.coding.ContentCodings;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBufferTest {

  @ParameterizedTest
  @CsvSource({
    "0, -1",
    "0, 0",
    "1, 1",
    "1024, 1024",
    "8192, -1",
    "8193, -1",
    "65536, 65536",
    "65537, 65537",
    "300000, -1",
    "300000, 300000",
    // What was announced is only a hint here.
    "10, 0",
    "10, 9",
    "10, 11",
    "70000, 66000"
  })
  void readsEveryByteWhateverLengthWasAnnounced(int length, long announced) throws Exception {
    byte[] sent = bytes(length);

    assertThat(read(1 << 20, new ByteArrayInputStream(sent), announced)).isEqualTo(sent);
    assertThat(collect(1 << 20, sent, announced)).isEqualTo(sent);
  }

  @Test
  void readsABodyThatComesByteByByte() throws Exception {
    byte[] sent = bytes(20_000);
    InputStream dripping = new ByteArrayInputStream(sent) {
      @Override
      public int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1));
      }
    };

    assertThat(read(1 << 20, dripping, -1)).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, -1", "5, 6, -1", "5, 6, 6", "8192, 8193, -1", "10000, 10001, -1"})
  void refusesOneByteMoreThanTheLimit(int limit, int length, long announced) throws Exception {
    byte[] fits = bytes(limit);
    byte[] large = bytes(length);

    assertThat(read(limit, new ByteArrayInputStream(fits), -1)).isEqualTo(fits);
    assertThat(collect(limit, fits, -1)).isEqualTo(fits);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> read(limit, new ByteArrayInputStream(large), announced))
        .withMessageContaining("maxBodySize");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> collect(limit, large, announced))
        .withMessageContaining("maxBodySize");
  }

  @ParameterizedTest
  @CsvSource({"HEAD, 200", "GET, 204", "GET, 304"})
  void anAnswerWithoutABodyMaySpeakOfOneThatIsTooLarge(String method, int status) throws Exception {
    Headers large = Headers.empty().plus("Content-Length", "1000000");
    Bodies bodies = new Bodies(5, true, 200);

    try (BodyBuffer buffer = bodies.buffer(method, Headers.empty(), status, large, true)) {
      assertThat(buffer.end()).isEmpty();
    }
  }

  @Test
  void isNotCopiedIfItsLengthWasAnnounced() throws Exception {
    BodyBuffer buffer = new BodyBuffer(1 << 20, 1_000, null);
    AtomicReference<byte[]> target = new AtomicReference<>();
    InputStream body = new ByteArrayInputStream(bytes(1_000)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        target.set(into);
        return super.read(into, offset, length);
      }
    };

    buffer.read(body);

    assertThat(buffer.end()).isSameAs(target.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_192, 8_193, 300_000})
  void decodesOnTheWay(int length) throws Exception {
    byte[] content = bytes(length);
    byte[] coded = Coded.gzip(content);

    assertThat(collectGzip(300_000, coded)).isEqualTo(content);
  }

  @Test
  @Tag("B19")
  void limitsWhatABodyDecodesToAndNotOnlyWhatIsSent() {
    byte[] coded = Coded.gzip(new byte[10_001]);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> collectGzip(10_000, coded))
        .withMessageContaining("maxBodySize");
  }

  @Test
  @Tag("B14")
  void limitsCodedBytesThatDecodeToNothing() {
    byte[] nothing = Coded.gzip(new byte[0]);
    byte[][] members = new byte[10_000][];
    Arrays.fill(members, nothing);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> collectGzip(10_000, Coded.concat(members)))
        .withMessageContaining("maxBodySize");
  }

  private static byte[] read(int limit, InputStream body, long announced)
      throws TransportException {
    try (BodyBuffer buffer = new BodyBuffer(limit, announced, null)) {
      return Bodies.read(body, buffer);
    }
  }

  private static byte[] collect(int limit, byte[] body, long announced) throws TransportException {
    try (BodyBuffer buffer = new BodyBuffer(limit, announced, null)) {
      return addAll(buffer, body);
    }
  }

  private static byte[] collectGzip(int limit, byte[] body) throws TransportException {
    Headers gzip = Headers.empty().plus("Content-Encoding", "gzip");
    try (BodyBuffer buffer = new BodyBuffer(limit, -1, ContentCodings.decoder(gzip, 2_000, true))) {
      return addAll(buffer, body);
    }
  }

  private static byte[] addAll(BodyBuffer buffer, byte[] body) throws TransportException {
    for (int at = 0; at < body.length; at += 1_000) {
      buffer.add(ByteBuffer.wrap(body, at, Math.min(1_000, body.length - at)));
    }
    return buffer.end();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
