/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to an attempt, its descriptors are given back. */
@Isolated
@EnabledOnOs(OS.LINUX)
@ParameterizedClass
@EnumSource(Mode.class)
class DescriptorTest {

  private static final int CALLS = 100;

  private final Mode mode;

  DescriptorTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  void failedAttemptsLeaveNoDescriptorBehind() throws IOException {
    try (RawServer garbage = RawServer.answeringOnce("garbage");
        RawServer cut = RawServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1");
        TransportFixture client =
            mode.client(host -> List.of(Loopback.address(7), Loopback.address(1)))) {
      fail(client, garbage, cut);
      long before = descriptors();

      for (int i = 0; i < CALLS; i++) {
        fail(client, garbage, cut);
      }

      // The server's side of the last few may still be closing.
      assertThat(descriptors()).isLessThan(before + CALLS / 2);
    }
  }

  private static void fail(TransportFixture client, RawServer garbage, RawServer cut) {
    String named = "http://a.example:" + garbage.port() + "/";
    assertThat(client.failure(named)).isNotNull();
    assertThat(client.failure(cut.url("/"))).isNotNull();
    assertThat(client.failure("http://127.0.0.8:" + cut.port() + "/")).isNotNull();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
