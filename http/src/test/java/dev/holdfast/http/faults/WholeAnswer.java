/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.TestCertificates;
import java.util.Locale;

/** One good answer in each way of delimiting it. */
enum WholeAnswer {
  CONTENT_LENGTH {
    @Override
    byte[] bytes() {
      return join("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 20\r\n\r\n", TEXT);
    }
  },
  CHUNKED {
    @Override
    byte[] bytes() {
      return join(CHUNKED_HEAD + "\r\n", chunked(TEXT, "0\r\n\r\n"));
    }
  },
  CHUNKED_WITH_TRAILERS {
    @Override
    byte[] bytes() {
      return join(CHUNKED_HEAD + "\r\n", chunked(TEXT, "0;last\r\nDigest: abc\r\nX: y\r\n\r\n"));
    }
  },
  GZIP_CONTENT_LENGTH {
    @Override
    byte[] bytes() {
      String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ";
      return join(head + Coded.gzip(TEXT).length + "\r\n\r\n", Coded.gzip(TEXT));
    }
  },
  GZIP_CHUNKED {
    @Override
    byte[] bytes() {
      return join(
          CHUNKED_HEAD + "Content-Encoding: gzip\r\n\r\n", chunked(Coded.gzip(TEXT), "0\r\n\r\n"));
    }
  },
  GZIP_UNTIL_CLOSE {
    @Override
    byte[] bytes() {
      return join("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", Coded.gzip(TEXT));
    }
  },
  TLS_UNTIL_CLOSE {
    @Override
    byte[] bytes() {
      return join("HTTP/1.1 200 OK\r\n\r\n", TEXT);
    }
  },
  TLS_CHUNKED {
    @Override
    byte[] bytes() {
      return CHUNKED.bytes();
    }
  },
  AFTER_EARLY_HINTS {
    @Override
    byte[] bytes() {
      return join("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", CONTENT_LENGTH.bytes());
    }
  },
  UNTIL_CLOSE {
    @Override
    byte[] bytes() {
      return TLS_UNTIL_CLOSE.bytes();
    }

    @Override
    int visibleCuts(int length) {
      return length - TEXT.length;
    }
  },
  HEAD {
    @Override
    byte[] bytes() {
      return join("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n", new byte[0]);
    }
  },
  NO_CONTENT {
    @Override
    byte[] bytes() {
      return join("HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n", new byte[0]);
    }
  };

  static final TestCertificates CERTIFICATES = TestCertificates.create();

  private static final byte[] TEXT = "0123456789abcdefghij".getBytes(ISO_8859_1);
  private static final String CHUNKED_HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

  /** The whole answer. */
  abstract byte[] bytes();

  /** How many of its first bytes a FIN cannot follow unseen. */
  int visibleCuts(int length) {
    return length;
  }

  String method() {
    return this == HEAD ? "HEAD" : "GET";
  }

  FaultServer serve() {
    return name().toUpperCase(Locale.ROOT).startsWith("TLS")
        ? FaultServer.builder().tls(CERTIFICATES.valid()).start()
        : FaultServer.start();
  }

  private static byte[] join(String head, byte[] body) {
    byte[] start = head.getBytes(ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  /** In two chunks. */
  private static byte[] chunked(byte[] data, String end) {
    String text = new String(data, ISO_8859_1);
    String first = text.substring(0, 7);
    String rest = text.substring(7);
    String coded =
        "7\r\n" + first + "\r\n" + Integer.toHexString(rest.length()) + ";a=b\r\n" + rest;
    return (coded + "\r\n" + end).getBytes(ISO_8859_1);
  }
}
