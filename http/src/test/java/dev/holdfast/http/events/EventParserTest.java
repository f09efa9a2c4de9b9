/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and the rules of WHATWG HTML, section 9.2.6. */
class EventParserTest {

  private EventParser parser = new EventParser(1_000, "");

  private List<String> parse(String text, int size) throws TransportException {
    parser = new EventParser(1_000, "");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      parser.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
      for (ServerSentEvent event = parser.next(); event != null; event = parser.next()) {
        all.add(event.type() + "|" + event.data() + "|" + event.id());
      }
    }
    assertThat(parser.last()).isNull();
    return all;
  }

  private List<String> parse(String text) throws TransportException {
    List<String> whole = parse(text, text.length() * 4 + 1);
    assertThat(parse(text, 1)).isEqualTo(whole);
    return whole;
  }

  @Test
  void joinsLinesOfData() throws TransportException {
    assertThat(parse("data: YHOO\ndata: +2\ndata: 10\n\n"))
        .containsExactly("message|YHOO\n+2\n10|");
  }

  @Test
  void keepsTheIdUntilAnotherOneComes() throws TransportException {
    assertThat(
            parse(
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"))
        .containsExactly("message|first event|1", "message|second event|", "message| third event|");
    assertThat(parse("id: 1\ndata: a\n\ndata: b\n\n"))
        .containsExactly("message|a|1", "message|b|1");
  }

  @Test
  void dropsAnEventThatIsNotComplete() throws TransportException {
    assertThat(parse("data\n\ndata\ndata\n\ndata:")).containsExactly("message||", "message|\n|");
    assertThat(parse("id: 7\ndata: lost\n")).isEmpty();
    assertThat(parser.id()).isEmpty();
  }

  @Test
  void takesOneSpaceAfterTheColonAndNoMore() throws TransportException {
    assertThat(parse("data:test\n\ndata: test\n\ndata:  test\n\n"))
        .containsExactly("message|test|", "message|test|", "message| test|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void takesEveryLineEnd(String end) throws TransportException {
    String text =
        "event: add" + end + "data: 1" + end + "data: 2" + end + end + "data: 3" + end + end;

    assertThat(parse(text)).containsExactly("add|1\n2|", "message|3|");
  }

  @Test
  void leavesOneByteOrderMarkOut() throws TransportException {
    assertThat(parse("\ufeffdata: x\n\n")).containsExactly("message|x|");
    assertThat(parse("\ufeff\ufeffdata: x\n\n")).isEmpty();
  }

  @Test
  void ignoresAnIdWithNul() throws TransportException {
    assertThat(parse("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"))
        .containsExactly("message|a|1", "message|b|1");
  }

  @Test
  void anEventWithoutDataOnlySetsTheId() throws TransportException {
    assertThat(parse("event: ping\nid: 4\n\ndata: x\n\n")).containsExactly("message|x|4");
    parse("id: 5\n\n");
    assertThat(parser.id()).isEqualTo("5");
  }

  @Test
  void takesOnlyDigitsForTheDelay() throws TransportException {
    for (String wrong : List.of("-1", "1.5", "1s", "", "\u0661", "9999999999999")) {
      parse("retry: " + wrong + "\n");
      assertThat(parser.retry()).as(wrong).isEmpty();
    }
    parse("retry: 1500\n");
    assertThat(parser.retry()).hasValue(Duration.ofMillis(1_500));
  }

  @Test
  void fieldsAreCaseSensitiveAndUnknownOnesIgnored() throws TransportException {
    assertThat(parse("DATA: x\nfoo: y\n data: z\n\n")).isEmpty();
  }

  @Test
  void anEventWithoutEndIsBounded() {
    assertThatThrownBy(() -> parse("data: 0123456789\n".repeat(101), 10_000))
        .isInstanceOf(TransportException.class)
        .hasMessage("an event of more than 1000 characters (maxEventChars)");
    assertThatThrownBy(() -> parse("data: " + "x".repeat(1_000), 10_000))
        .hasMessage("a line of more than 1000 characters");
  }
}
