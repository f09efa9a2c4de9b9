/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

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

    byte[] read = new BodyReader(1 << 20).read(new ByteArrayInputStream(sent), announced);

    assertThat(read).isEqualTo(sent);
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

    assertThat(new BodyReader(1 << 20).read(dripping, -1)).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, -1", "5, 6, -1", "5, 6, 6", "8192, 8193, -1", "10000, 10001, -1"})
  void refusesOneByteMoreThanTheLimit(long limit, int length, long announced) throws Exception {
    BodyReader reader = new BodyReader(limit);

    assertThat(reader.read(new ByteArrayInputStream(bytes((int) limit)), -1)).hasSize((int) limit);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> reader.read(new ByteArrayInputStream(bytes(length)), announced))
        .withMessageContaining("maxBodySize");
  }

  @Test
  void headOfSomethingLargerThanTheLimitIsAnAnswerWithoutABody() {
    MockedSession mocked = new MockedSession();
    Headers large = Headers.empty().plus("Content-Length", "1000000");
    mocked.transport.respond(200, large, "");

    Response response = mocked.builder().maxBodySize(5).build().head("http://h/");

    assertThat(response.bytes()).isEmpty();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
