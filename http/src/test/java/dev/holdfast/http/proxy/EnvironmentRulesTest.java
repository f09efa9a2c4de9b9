/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.message.Url;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy the environment and the system properties of a process name. */
class EnvironmentRulesTest {

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();

  private String proxyFor(String url) {
    return EnvironmentRules.of(variables::get, properties::get)
        .proxyFor(Url.parse(url))
        .toString();
  }

  @Test
  void isNoneWhereNothingIsSet() {
    assertThat(proxyFor("http://a.example/")).isEqualTo("none");
    assertThat(proxyFor("https://a.example/")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy, http://p:1, none",
    "HTTP_PROXY, none, none",
    "https_proxy, none, http://p:1",
    "HTTPS_PROXY, none, http://p:1",
    "all_proxy, http://p:1, http://p:1",
    "ALL_PROXY, http://p:1, http://p:1",
  })
  void aVariableIsForItsScheme(String name, String http, String https) {
    variables.put(name, "http://p:1");

    assertThat(proxyFor("http://a.example/")).isEqualTo(http);
    assertThat(proxyFor("https://a.example/")).isEqualTo(https);
  }

  @Test
  void lowerCaseCountsAlsoIfItIsEmpty() {
    variables.put("HTTPS_PROXY", "http://upper:1");
    variables.put("https_proxy", "http://lower:1");

    assertThat(proxyFor("https://a.example/")).isEqualTo("http://lower:1");

    variables.put("https_proxy", "");

    assertThat(proxyFor("https://a.example/")).isEqualTo("none");
  }

  @Test
  void whatNamesTheSchemeComesBeforeAll() {
    variables.put("ALL_PROXY", "socks5h://all:1");
    variables.put("HTTPS_PROXY", "http://p:1");

    assertThat(proxyFor("https://a.example/")).isEqualTo("http://p:1");
    assertThat(proxyFor("http://a.example/")).isEqualTo("socks5://all:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"})
  void thisHostIsCalledDirectly(String host) {
    variables.put("http_proxy", "http://p:1");

    assertThat(proxyFor("http://" + host + ":8080/")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    // Names, with all below them; the dot changes nothing.
    "example.com, http://example.com/, true",
    "example.com, http://a.example.com/, true",
    "example.com, http://example.com./, true",
    "Example.COM., http://example.com/, true",
    ".example.com, http://a.example.com/, true",
    ".example.com, http://example.com/, true",
    "*.example.com, http://a.example.com/, true",
    "example.com, http://badexample.com/, false",
    "example.com, http://example.com.evil.org/, false",
    "b\u00fccher.example, http://xn--bcher-kva.example/, true",
    // Ports.
    "example.com:8080, http://example.com:8080/, true",
    "example.com:8080, http://example.com/, false",
    "example.com:80, http://example.com/, true",
    "example.com:443, https://example.com/, true",
    // Addresses and blocks.
    "192.0.2.7, http://192.0.2.7/, true",
    "192.0.2.7, http://192.0.2.70/, false",
    "192.0.2.7:81, http://192.0.2.7:81/, true",
    "192.0.2.7:81, http://192.0.2.7/, false",
    "192.0.2.0/25, http://192.0.2.127/, true",
    "192.0.2.0/25, http://192.0.2.128/, false",
    "0.0.0.0/0, http://192.0.2.1/, true",
    "0.0.0.0/0, http://a.example/, false",
    "2001:db8::1, http://[2001:db8:0::1]/, true",
    "[2001:db8::1], http://[2001:db8::1]/, true",
    "[2001:db8::1]:81, http://[2001:db8::1]:81/, true",
    "[2001:db8::1]:81, http://[2001:db8::1]/, false",
    "2001:db8::/32, http://[2001:db8:1::1]/, true",
    "2001:db8::/32, http://[2001:db9::1]/, false",
    // As some programs write it.
    "192.168.*, http://192.168.7.7/, true",
    "192.168.*, http://193.168.7.7/, false",
    "<local>, http://intranet/, true",
    "<local>, http://a.example/, false",
    "'/var/run/docker.sock,a.example', http://a.example/, true",
    // All, and several.
    "*, http://a.example/, true",
    "'a.example, b.example', http://b.example/, true",
    "'a.example b.example', http://b.example/, true",
    "',,a.example,', http://a.example/, true",
    "'', http://a.example/, false",
  })
  void listedHostsAreCalledDirectly(String listed, String url, boolean direct) {
    variables.put("all_proxy", "http://p:1");
    variables.put("NO_PROXY", listed);

    assertThat(proxyFor(url)).isEqualTo(direct ? "none" : "http://p:1");
    ProxyRules always = Proxy.of("http://p:1");
    assertThat(always.except(listed).proxyFor(Url.parse(url)).isNone()).isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "example.com/8",
        "a.example:0",
        "a.example:99999",
        "a.example:x",
        "http://a.example",
        "a..b",
        "us@er"
      })
  void refusesAListThatIsNone(String listed) {
    variables.put("https_proxy", "http://p:1");
    variables.put("no_proxy", "b.example," + listed);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxyFor("https://a.example/"))
        .withMessageStartingWith("no_proxy: '")
        .withMessageContaining("(expected: ");
  }

  @Test
  void aBadValueIsNamedWithItsVariable() {
    variables.put("HTTPS_PROXY", "http://user:canary@proxy.example:99999");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxyFor("http://a.example/"))
        .withMessageStartingWith("HTTPS_PROXY: 'http://***@proxy.example:99999'")
        .withMessageNotContaining("canary");
  }

  @Test
  void propertiesComeBeforeTheEnvironment() {
    variables.put("https_proxy", "http://p:1");
    properties.put("https.proxyHost", "q.example");

    assertThat(proxyFor("https://a.example/")).isEqualTo("http://q.example:443");

    properties.put("https.proxyPort", "8443");
    properties.put("https.proxyUser", "me");
    properties.put("https.proxyPassword", "canary");

    assertThat(proxyFor("https://a.example/")).isEqualTo("http://***@q.example:8443");
    assertThat(proxyFor("http://a.example/")).isEqualTo("none");
  }

  @Test
  void propertiesNameASocksProxyForTheRest() {
    properties.put("http.proxyHost", "q.example");
    properties.put("socksProxyHost", "s.example");

    assertThat(proxyFor("http://a.example/")).isEqualTo("http://q.example:80");
    assertThat(proxyFor("https://a.example/")).isEqualTo("socks5://s.example:1080");

    properties.put("socksProxyVersion", "4");
    properties.put("socksProxyPort", "1081");

    assertThat(proxyFor("https://a.example/")).isEqualTo("socks4a://s.example:1081");
  }

  @ParameterizedTest
  @CsvSource({
    "a.example|*.b.example, http://a.example/, true",
    "a.example|*.b.example, http://c.b.example/, true",
    "a.example|*.b.example, http://b.example/, false",
    "10.*, http://10.1.2.3/, true",
    "10.*, http://110.1.2.3/, false",
    "[2001:db8::1], http://[2001:db8::1]/, true",
    "a.example, http://axexample/, false",
  })
  void hostsInTheFormOfTheJdkAreCalledDirectly(String listed, String url, boolean direct) {
    properties.put("http.proxyHost", "q.example");
    properties.put("http.nonProxyHosts", listed);

    assertThat(proxyFor(url)).isEqualTo(direct ? "none" : "http://q.example:80");
  }

  @ParameterizedTest
  @CsvSource({"https.proxyPort, x", "https.proxyPort, 0", "https.proxyPort, 65536"})
  void aBadPropertyIsNamed(String name, String value) {
    properties.put("https.proxyHost", "q.example");
    properties.put(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxyFor("https://a.example/"))
        .withMessageStartingWith(name + ": '" + value + "'");
  }
}
