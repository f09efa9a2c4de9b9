/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import org.junit.jupiter.api.Test;

/** Proxies on the command line; the server acts as a proxy that receives requests. */
class ProxyTest {

  private static final String URL = "http://api.example.test/a";

  private static FaultServer proxy() {
    return FaultServer.start(Step.always(Step.respond(200).body("ok")));
  }

  @Test
  void usesTheProxyThatIsNamed() {
    try (FaultServer proxy = proxy()) {
      Ran ran = Ran.run("get", URL, "-x", proxy.origin(), "-U", "me:canary");

      assertThat(ran.out()).isEqualTo("ok");
      SeenRequest seen = proxy.requests().get(0);
      assertThat(seen.target()).isEqualTo(URL);
      assertThat(seen.header("Proxy-Authorization")).contains("Basic bWU6Y2FuYXJ5");
      assertThat(ran.err()).doesNotContain("canary");
    }
  }

  @Test
  void callsListedHostsDirectly() {
    try (FaultServer proxy = proxy();
        FaultServer origin = proxy()) {
      Ran ran = Ran.run(
          "get", origin.url("/b"), "-x", proxy.origin(), "--noproxy", "a.example,127.0.0.0/8");

      assertThat(ran.out()).isEqualTo("ok");
      assertThat(origin.requests().get(0).target()).isEqualTo("/b");
      assertThat(proxy.requests()).isEmpty();
    }
  }

  @Test
  void namesTheProxyThatFails() {
    try (FaultServer proxy = FaultServer.start(Step.always(Step.respond(407)))) {
      Ran ran = Ran.run("get", "https://api.example.test/", "-x", proxy.origin());

      assertThat(ran.code()).isEqualTo(7);
      assertThat(ran.err()).contains("the proxy failed: it refused the tunnel").contains("407");
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void connectsFromAnAddress() {
    try (FaultServer origin = proxy()) {
      assertThat(Ran.run("get", origin.url("/"), "--interface", "127.0.0.1").out())
          .isEqualTo("ok");
      assertThat(Ran.run("get", origin.url("/"), "--interface", "192.0.2.1", "--retries", "0")
              .code())
          .isEqualTo(7);
    }
  }

  @Test
  void connectsToASocketFile() {
    Ran ran = Ran.run("get", URL, "--unix-socket", "no-such-socket", "--retries", "0");

    assertThat(ran.code()).isEqualTo(7);
    assertThat(ran.err()).contains("by socket no-such-socket");
  }

  @Test
  void refusesWhatContradictsItself() {
    Ran ran = Ran.run("get", URL, "--unix-socket", "s", "-x", "http://p:1");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--unix-socket: given beside --proxy (expected: one of the two)");
  }
}
