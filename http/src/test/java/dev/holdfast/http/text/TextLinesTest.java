/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

  private static List<String> split(TextLines lines, byte[] bytes, int size)
      throws TransportException {
    List<String> all = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      lines.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
      for (String line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    }
    for (String line = lines.last(); line != null; line = lines.last()) {
      all.add(line);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void splitsAtEveryKindOfLineEndHoweverTheBytesCome(int size) throws TransportException {
    byte[] bytes = "a\nb\rc\r\nd\n\n\r\r\n\ud83d\ude00 end".getBytes(StandardCharsets.UTF_8);

    assertThat(split(TextLines.in(StandardCharsets.UTF_8, 100), bytes, size))
        .containsExactly("a", "b", "c", "d", "", "", "", "\ud83d\ude00 end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
  void goesByTheByteOrderMark(String name) throws TransportException {
    byte[] bytes = "\ufeffgr\u00fcn\nx".getBytes(Charset.forName(name));

    for (int size : new int[] {1, 2, 3, 100}) {
      TextLines lines = TextLines.marked(StandardCharsets.ISO_8859_1, 100);
      assertThat(split(lines, bytes, size)).containsExactly("gr\u00fcn", "x");
    }
  }

  @Test
  void aShortTextHasNoMark() throws TransportException {
    byte[] bytes = "\u00fc".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(split(TextLines.marked(StandardCharsets.ISO_8859_1, 100), bytes, 1))
        .containsExactly("\u00fc");
  }

  @Test
  void malformedInputIsReplaced() throws TransportException {
    byte[] bytes = {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3};

    assertThat(split(TextLines.in(StandardCharsets.UTF_8, 100), bytes, 1))
        .containsExactly("a\ufffdb", "\ufffd");
  }

  @Test
  void aLineThatEndsWithCarriageReturnDoesNotWait() throws TransportException {
    TextLines lines = TextLines.in(StandardCharsets.UTF_8, 100);
    lines.add(ByteBuffer.wrap("a\r".getBytes(StandardCharsets.UTF_8)));

    assertThat(lines.next()).isEqualTo("a");
    lines.add(ByteBuffer.wrap("\nb\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.next()).isEqualTo("b");
  }

  @Test
  void aLineWithoutEndIsBounded() throws TransportException {
    TextLines lines = TextLines.in(StandardCharsets.UTF_8, 3);
    lines.add(ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.next()).isNull();

    lines.add(ByteBuffer.wrap("d".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(lines::next)
        .isInstanceOf(TransportException.class)
        .hasMessage("a line of more than 3 characters");
  }

  @Test
  void everyByteOfALongTextIsScannedOnce() throws TransportException {
    byte[] bytes = ("x".repeat(99) + "\n").repeat(10_000).getBytes(StandardCharsets.UTF_8);

    assertThat(split(TextLines.in(StandardCharsets.UTF_8, 100), bytes, 8_192)).hasSize(10_000);
  }
}
