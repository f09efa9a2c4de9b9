/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.Proxy.Protocol;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

  @ParameterizedTest
  @CsvSource({
    "http://Proxy.Example:3128, HTTP, proxy.example, 3128",
    "HTTP://proxy.example:3128/, HTTP, proxy.example, 3128",
    "proxy.example:3128, HTTP, proxy.example, 3128",
    "proxy.example, HTTP, proxy.example, 80",
    "http://proxy.example, HTTP, proxy.example, 80",
    "https://proxy.example, HTTPS, proxy.example, 443",
    "socks5://proxy.example, SOCKS5, proxy.example, 1080",
    "socks5h://proxy.example:9050, SOCKS5, proxy.example, 9050",
    "socks://proxy.example/, SOCKS5, proxy.example, 1080",
    "socks4a://proxy.example, SOCKS4A, proxy.example, 1080",
    "socks4://192.0.2.1:1, SOCKS4A, 192.0.2.1, 1",
    "http://[2001:DB8::1]:3128, HTTP, 2001:db8::1, 3128",
  })
  void isReadFromAUrl(String url, Protocol protocol, String host, int port) {
    Proxy proxy = Proxy.of(url);

    assertThat(proxy.protocol()).isEqualTo(protocol);
    assertThat(proxy.host()).isEqualTo(host);
    assertThat(proxy.port()).isEqualTo(port);
    assertThat(proxy.authenticates()).isFalse();
  }

  @Test
  void readsCredentialsPercentDecoded() {
    Proxy proxy = Proxy.of("http://us%40er:p%3A%2Fw+%C3%A9@proxy.example:3128");

    assertThat(proxy.user()).isEqualTo("us@er");
    assertThat(proxy.password()).isEqualTo("p:/w+\u00e9");
    String basic = new String(
        Base64.getDecoder().decode(proxy.basicCredentials().substring("Basic ".length())),
        java.nio.charset.StandardCharsets.UTF_8);
    assertThat(basic).isEqualTo("us@er:p:/w+\u00e9");
  }

  @Test
  void showsNoPassword() {
    Proxy proxy = Proxy.of("socks5://user:canary@proxy.example");

    assertThat(proxy.toString()).isEqualTo("socks5://***@proxy.example:1080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://user:canary@proxy.example",
        "http://user:canary@",
        "http://user:canary@proxy.example:99999",
        "http://user:canary@proxy.example:0",
        "http://user:canary@proxy.example:x",
        "http://user:canary@proxy.example/path",
        "http://user:canary@proxy.example?query",
        "http://user:canary@pro xy",
        "http://us%3Aer:canary@proxy.example",
        "http://user:canary%0d%0aX@proxy.example",
        "http://:canary@proxy.example",
        "http://user%zz:canary@proxy.example",
        "socks4a://user:canary@proxy.example",
        "",
      })
  void refusesWhatIsNone(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Proxy.of(url))
        .withMessageStartingWith("proxy: '")
        .withMessageContaining("(expected: ")
        .withMessageNotContaining("canary");
  }

  @Test
  void refusesWhatSocksHasNoRoomFor() {
    Proxy proxy = Proxy.socks5("proxy.example", 1080);

    assertThat(proxy.credentials("u".repeat(255), "").user()).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.credentials("user", "\u00e9".repeat(128)))
        .withMessageContaining("255");
  }

  @ParameterizedTest
  @CsvSource({"'', 80", "a/b, 80", "user@host, 80", "host:81, 80", "host, 0", "host, 65536"})
  void refusesAPlaceThatIsNone(String host, int port) {
    assertThatIllegalArgumentException().isThrownBy(() -> Proxy.http(host, port));
  }

  @Test
  void differsByItsCredentials() {
    Proxy proxy = Proxy.http("proxy.example", 3128);

    assertThat(proxy.credentials("a", "b")).isEqualTo(Proxy.of("http://a:b@proxy.example:3128"));
    assertThat(proxy.credentials("a", "b"))
        .isNotEqualTo(proxy)
        .isNotEqualTo(proxy.credentials("a", "c"));
  }

  @Test
  void followsASelectorOfTheJdk() {
    ProxyRules rules = ProxyRules.of(new ProxySelector() {
      @Override
      public List<java.net.Proxy> select(URI uri) {
        InetSocketAddress place = InetSocketAddress.createUnresolved("proxy.example", 3128);
        return switch (uri.getHost()) {
          case "web.example" -> List.of(new java.net.Proxy(java.net.Proxy.Type.HTTP, place));
          case "any.example" -> List.of(new java.net.Proxy(java.net.Proxy.Type.SOCKS, place));
          case "none.example" -> List.of();
          default -> List.of(java.net.Proxy.NO_PROXY);
        };
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    });

    assertThat(rules.proxyFor(Url.parse("https://web.example/a?b=c")))
        .isEqualTo(Proxy.http("proxy.example", 3128));
    assertThat(rules.proxyFor(Url.parse("http://any.example/")))
        .isEqualTo(Proxy.socks5("proxy.example", 3128));
    assertThat(rules.proxyFor(Url.parse("http://none.example/"))).isEqualTo(Proxy.none());
    assertThat(rules.proxyFor(Url.parse("http://direct.example/"))).isEqualTo(Proxy.none());
  }

  @Test
  void leavesOutAProxyOfASelectorThatHasFailed() {
    List<String> told = new ArrayList<>();
    ProxySelector selector = new ProxySelector() {
      @Override
      public List<java.net.Proxy> select(URI uri) {
        return Stream.of("a.example", "b.example")
            .map(host -> new java.net.Proxy(
                java.net.Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, 3128)))
            .toList();
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        told.add(uri + " " + address + " " + failure.getMessage());
      }
    };
    VirtualTime time = VirtualTime.create();
    ProxyRules rules = new SelectorRules(selector, time).except("direct.example");
    Url url = Url.parse("http://web.example/");
    Proxy a = Proxy.http("a.example", 3128);
    Proxy b = Proxy.http("b.example", 3128);
    assertThat(rules.proxyFor(url)).isEqualTo(a);

    rules.failed(url, a, new IOException("refused"));

    assertThat(told)
        .containsExactly("http://web.example/ " + "a.example/<unresolved>:3128 refused");
    assertThat(rules.proxyFor(url)).isEqualTo(b);
    rules.failed(url, b, new IOException("refused"));
    assertThat(rules.proxyFor(url)).as("if all have failed").isEqualTo(a);
    time.advance(Duration.ofSeconds(30));
    assertThat(rules.proxyFor(url)).isEqualTo(a);
  }
}
