/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.nio.charset.StandardCharsets;

/**
 * Answers that break the rules of HTTP/1.1 (RFC 9112), most of them in a way that lets two readers
 * see two different messages. A client must refuse each; its body, if it is read at all, is
 * {@code hello}.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @EnumSource(MalformedAnswer.class)
 * void refuses(MalformedAnswer answer) {
 *   server.script(answer.step());
 * }
 * }</pre>
 */
public enum MalformedAnswer {
  /** Two values of Content-Length in two lines. */
  CL_CONFLICT(headers("Content-Length: 5\r\nContent-Length: 7") + "hello"),
  /** Two values of Content-Length in one line. */
  CL_CONFLICT_COMMA(headers("Content-Length: 5, 7") + "hello"),
  /** A negative length. */
  CL_NEGATIVE(headers("Content-Length: -5") + "hello"),
  /** A length with a sign. */
  CL_PLUS(headers("Content-Length: +5") + "hello"),
  /** A hexadecimal length. */
  CL_HEX(headers("Content-Length: 0x5") + "hello"),
  /** A length of 20 digits. */
  CL_HUGE(headers("Content-Length: 99999999999999999999") + "hello"),
  /** A transfer coding that does not exist. */
  TE_UNKNOWN(headers("Transfer-Encoding: zip") + "hello"),
  /** Chunked, but not as the last coding. */
  TE_CHUNKED_NOT_LAST(headers("Transfer-Encoding: chunked, gzip") + "5\r\nhello\r\n0\r\n\r\n"),
  /** A transfer coding in HTTP/1.0. */
  TE_HTTP10("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
  /** A chunk size that is no number. */
  CHUNK_BAD_SIZE(chunked("zz\r\nhello\r\n0\r\n\r\n")),
  /** A negative chunk size. */
  CHUNK_NEG_SIZE(chunked("-5\r\nhello\r\n0\r\n\r\n")),
  /** A chunk size of 17 digits, whose last 16 say 5. */
  CHUNK_OVERFLOW(chunked("10000000000000005\r\nhello\r\n0\r\n\r\n")),
  /** No end of line after the data of a chunk. */
  CHUNK_NO_CRLF(chunked("5\r\nhello0\r\n\r\n")),
  /** A header without a colon. */
  HEADER_NO_COLON(headers("X-Broken\r\nContent-Length: 5") + "hello"),
  /** A space between a header's name and its colon. */
  HEADER_SPACE_COLON(headers("Content-Length : 5") + "hello"),
  /** A NUL in a header's value. */
  HEADER_NUL(headers("X-Broken: a\0b\r\nContent-Length: 5") + "hello"),
  /** A CR without an LF in a header's value. */
  HEADER_BARE_CR(headers("X-Broken: a\rb\r\nContent-Length: 5") + "hello"),
  /** Lines that end in LF alone. */
  HEADER_BARE_LF("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"),
  /** Version 9.9. */
  BAD_VERSION("HTTP/9.9 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status that is no number. */
  BAD_STATUS_ABC("HTTP/1.1 abc OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A negative status. */
  BAD_STATUS_NEG("HTTP/1.1 -200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status of four digits. */
  BAD_STATUS_9999("HTTP/1.1 9999 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status below 100. */
  BAD_STATUS_099("HTTP/1.1 099 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** 101 although no switch was asked for. */
  UNASKED_101("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhello"),
  /** The bare body of HTTP/0.9. */
  HTTP09("<html>hello</html>"),
  /** The greeting of an SSH server. */
  SSH_BANNER("SSH-2.0-OpenSSH_9.6\r\n");

  private final String message;

  MalformedAnswer(String message) {
    this.message = message;
  }

  /** Sends the answer when a request has been read, then FIN. */
  public Step step() {
    return Step.raw(Action.send(message.getBytes(StandardCharsets.ISO_8859_1)), Action.fin());
  }

  private static String headers(String lines) {
    return "HTTP/1.1 200 OK\r\n" + lines + "\r\n\r\n";
  }

  private static String chunked(String body) {
    return headers("Transfer-Encoding: chunked") + body;
  }
}
