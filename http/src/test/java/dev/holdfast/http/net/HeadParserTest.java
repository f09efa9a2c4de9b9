/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.http.net.http1.HeadParser;
import dev.holdfast.http.transport.TransportException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class HeadParserTest {

  @Test
  @Tag("H17")
  void joinsFoldedLinesWithASpace() throws TransportException {
    ResponseHead head = parse("A: 1\r\n  2 \r\n\t\r\n 3\r\nB:\r\n x\r\n");

    assertThat(head.headers().all("A")).containsExactly("1 2 3");
    assertThat(head.headers().all("B")).containsExactly("x");
  }

  @Test
  @Tag("H17")
  void aHeadOfFoldedLinesCostsWhatItsLengthCosts() throws TransportException {
    String folded = "\r\n b".repeat(52 * 1024 / 4);
    parse("A: a" + folded + "\r\n");

    long before = allocated();
    ResponseHead head = parse("A: a" + folded + "\r\n");

    assertThat(allocated() - before).isLessThan(8L << 20);
    assertThat(head.headers().first("A").orElseThrow()).hasSize(1 + 2 * 13 * 1024);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static ResponseHead parse(String fields) throws TransportException {
    byte[] bytes = ("HTTP/1.1 200 OK\r\n" + fields + "\r\n").getBytes(US_ASCII);
    return Objects.requireNonNull(new HeadParser().accept(ByteBuffer.wrap(bytes)));
  }
}
