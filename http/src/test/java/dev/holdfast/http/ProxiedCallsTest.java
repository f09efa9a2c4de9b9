/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.net.RelayProxy;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls through proxies that work, and what of a call may pass them. The names exist there only.
 */
@ParameterizedClass
@EnumSource(Mode.class)
class ProxiedCallsTest {

  private static final String HOST = "api.example.test";
  private static final TestCertificates CERTIFICATES = TestCertificates.create();
  private static final Step OK = Step.always(Step.respond(200).keepAlive().body("ok"));

  private final Mode mode;

  ProxiedCallsTest(Mode mode) {
    this.mode = mode;
  }

  private static SessionBuilder session() {
    return Session.builder()
        .retry(Retry.off())
        .sslContext(CERTIFICATES.clientContext())
        .dns(host -> {
          throw new UnknownHostException(host);
        });
  }

  private static FaultServer origin(boolean secure) {
    FaultServer.Builder builder = FaultServer.builder();
    return (secure ? builder.tls(CERTIFICATES.validFor(HOST)) : builder).start(OK);
  }

  private static String url(FaultServer origin) {
    return origin.url("/a?b=c").replace("127.0.0.1", HOST).replace("localhost", HOST);
  }

  private String call(SessionBuilder builder, String url) {
    try (Session session = builder.build()) {
      return mode.get(session, url).text();
    }
  }

  private RequestException failure(SessionBuilder builder, Request request) {
    try (Session session = builder.build()) {
      return catchThrowableOfType(RequestException.class, () -> mode.request(session, request));
    }
  }

  @Test
  void forwardsAPlainRequestInAbsoluteForm() throws Exception {
    try (FaultServer origin = origin(false);
        RelayProxy proxy = RelayProxy.start()) {
      assertThat(call(session().proxy(proxy.proxy("http")), url(origin))).isEqualTo("ok");

      assertThat(proxy.asked())
          .singleElement()
          .asString()
          .startsWith("GET " + url(origin) + " HTTP/1.1\r\nHost: " + HOST + ":" + origin.port());
      assertThat(origin.requests().get(0).target()).isEqualTo("/a?b=c");
    }
  }

  @Test
  void asksForATunnelForTls() throws Exception {
    try (FaultServer origin = origin(true);
        RelayProxy proxy = RelayProxy.start();
        Session session = session().proxy(proxy.proxy("http")).build()) {
      Request request = Request.get(url(origin)).header("Authorization", "canary");
      for (int i = 0; i < 3; i++) {
        assertThat(mode.request(session, request).text()).isEqualTo("ok");
      }

      String place = HOST + ":" + origin.port();
      assertThat(proxy.asked())
          .containsExactly("CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n\r\n");
      assertThat(session.connections().origins()).containsOnlyKeys("https://" + place);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "socks5, false",
    "socks5, true",
    "socks4a, false",
    "socks4a, true",
  })
  void leavesTheNameToASocksProxy(String scheme, boolean secure) throws Exception {
    try (FaultServer origin = origin(secure);
        RelayProxy proxy = RelayProxy.start()) {
      assertThat(call(session().proxy(proxy.proxy(scheme)), url(origin))).isEqualTo("ok");

      assertThat(proxy.asked()).containsExactly("socks " + HOST + ":" + origin.port());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5", "socks4a"})
  void handsAddressesOverAsSuch(String scheme) throws Exception {
    try (FaultServer origin = FaultServer.start(OK);
        RelayProxy proxy = RelayProxy.start()) {
      assertThat(call(session().proxy(proxy.proxy(scheme)), "http://127.0.0.1:" + origin.port()))
          .isEqualTo("ok");

      assertThat(proxy.asked()).containsExactly("socks 127.0.0.1:" + origin.port());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reachesAProxyByTls(boolean secure) throws Exception {
    String large = "0123456789".repeat(60_000);
    FaultServer.Builder builder = FaultServer.builder();
    try (FaultServer origin = (secure ? builder.tls(CERTIFICATES.validFor(HOST)) : builder)
            .start(Step.always(Step.respond(200).keepAlive().body(large)));
        RelayProxy proxy = RelayProxy.over(CERTIFICATES.valid().serverContext());
        Session session = session().proxy(proxy.proxy("https")).build()) {
      for (int i = 0; i < 2; i++) {
        Response response = mode.request(session, Request.put(url(origin)).body(large));

        assertThat(response.text()).isEqualTo(large);
        assertThat(origin.requests().get(i).bodyText()).isEqualTo(large);
      }
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.asked().get(0))
          .startsWith(secure ? "CONNECT " + HOST : "PUT http://" + HOST);
    }
  }

  @ParameterizedTest
  @CsvSource({"http, false", "http, true", "socks5, false", "socks5, true"})
  void credentialsAreForTheProxyOnly(String scheme, boolean secure) throws Exception {
    try (FaultServer origin = origin(secure);
        RelayProxy proxy = RelayProxy.start("me", "canary-p")) {
      SessionBuilder builder = session().proxy(proxy.proxy(scheme).credentials("me", "canary-p"));
      Request request = Request.get(url(origin))
          .header("Authorization", "canary-o")
          .header("Proxy-Authorization", "canary-q");
      try (Session session = builder.build()) {
        assertThat(mode.request(session, request).text()).isEqualTo("ok");
      }

      SeenRequest seen = origin.requests().get(0);
      assertThat(seen.header("Authorization")).contains("canary-o");
      assertThat(seen.header("Proxy-Authorization")).isEmpty();
      assertThat(proxy.asked().toString()).doesNotContain("canary-q");
      if (secure) {
        assertThat(proxy.asked().toString()).doesNotContain("canary-o");
      }
    }
  }

  @Test
  void whatTheCallerMeantForAProxyReachesNoOrigin() {
    try (FaultServer origin = FaultServer.start(OK);
        Session session = session().build()) {
      mode.request(session, Request.get(origin.url("/")).header("Proxy-Authorization", "canary"));

      assertThat(origin.requests().get(0).header("Proxy-Authorization")).isEmpty();
    }
  }

  @Tag("Y02")
  @ParameterizedTest
  @CsvSource({"http, false", "http, true", "socks5, false", "socks5, true"})
  void refusedCredentialsAreAFailureOfTheProxy(String scheme, boolean secure) throws Exception {
    try (FaultServer origin = origin(secure);
        RelayProxy proxy = RelayProxy.start("me", "other")) {
      SessionBuilder builder =
          session().retry(Retry.defaults()).proxy(proxy.proxy(scheme).credentials("me", "canary"));
      RequestException failure = failure(builder, Request.get(url(origin)));

      assertThat(failure).isInstanceOf(ConnectException.class);
      assertThat(failure.category()).isEqualTo(Category.CONNECT_ERROR);
      assertThat(failure.attempts()).hasSize(1);
      assertThat(failure)
          .hasMessageContaining("by proxy " + scheme + "://***@127.0.0.1:" + proxy.port())
          .hasMessageContaining("the proxy failed: it refused")
          .hasMessageNotContaining("canary");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Tag("Y01")
  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "socks5", "socks4a"})
  void aDeadProxyIsNamed(String scheme) {
    RequestException refused;
    try (DeadEnd dead = DeadEnd.refusing()) {
      refused = failure(
          session().proxy(Proxy.of(scheme + "://127.0.0.1:" + dead.port())),
          Request.post("https://" + HOST + "/"));
    }

    assertThat(refused.category()).isEqualTo(Category.CONNECT_REFUSED);
    assertThat(refused.sent()).isEqualTo(Sent.NO);
    assertThat(refused).hasMessageContaining("the proxy failed: ");

    RequestException unknown = failure(
        session().proxy(Proxy.of(scheme + "://proxy.example.test:1")),
        Request.post("https://" + HOST + "/"));

    assertThat(unknown.category()).isEqualTo(Category.DNS_FAILURE);
    assertThat(unknown.sent()).isEqualTo(Sent.NO);
    assertThat(unknown)
        .hasMessageContaining("the proxy failed: name look-up of proxy.example.test");
  }

  @Tag("C10")
  @Test
  void aTunnelThatIsRefusedForAMomentIsAskedForAgainForAPostToo() {
    try (FaultServer proxy = FaultServer.start(Step.always(Step.respond(502)
        .header("Location", "http://evil.example/")
        .header("Retry-After", "60")))) {
      SessionBuilder builder = session()
          .retry(Retry.builder().total(2).backoff(Backoff.none()).build())
          .proxy(Proxy.of(proxy.origin()));
      RequestException failure =
          failure(builder, Request.post("https://" + HOST + "/").header("Authorization", "canary"));

      assertThat(failure).isInstanceOf(ConnectException.class);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure.attempts()).hasSize(3);
      assertThat(proxy.requests()).hasSize(3).allSatisfy(seen -> {
        assertThat(seen.method()).isEqualTo("CONNECT");
        assertThat(seen.header("Authorization")).isEmpty();
      });
    }
  }

  @Test
  void tellsByWhichWayCallsGo() {
    try (Session session = session()
        .proxy(Proxy.of("socks5://me:canary@proxy.example").except("b.example"))
        .build()) {
      assertThat(session.describe("http://a.example/"))
          .endsWith("\nby proxy socks5://***@proxy.example:1080\n");
      assertThat(session.describe("http://b.example/")).doesNotContain("proxy");
    }
  }

  @Test
  void eachHopOfARedirectHasItsOwnRoute() throws Exception {
    try (FaultServer direct = FaultServer.start(OK);
        RelayProxy proxy = RelayProxy.start();
        FaultServer origin = FaultServer.start(
            Step.always(Step.respond(302).header("Location", direct.url("/direct"))))) {
      SessionBuilder builder = session()
          .retry(Retry.defaults())
          .proxy(proxy.proxy("http"))
          .mount(direct.origin(), settings -> settings.proxy(Proxy.none()));

      assertThat(call(builder, url(origin))).isEqualTo("ok");
      assertThat(proxy.asked()).hasSize(1);
      assertThat(direct.requests()).hasSize(1);
    }
  }

  @Test
  void routesShareNoConnection() throws Exception {
    try (FaultServer origin = FaultServer.start(OK);
        RelayProxy proxy = RelayProxy.start()) {
      boolean[] proxied = {true};
      ProxyRules rules = url -> proxied[0] ? proxy.proxy("socks5") : Proxy.none();
      try (Session session = session().proxy(rules).build()) {
        assertThat(mode.get(session, origin.url("/")).text()).isEqualTo("ok");
        proxied[0] = false;
        assertThat(mode.get(session, origin.url("/")).text()).isEqualTo("ok");
        proxied[0] = true;
        assertThat(mode.get(session, origin.url("/")).text()).isEqualTo("ok");

        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(origin.connections()).isEqualTo(2);
        assertThat(session.connections().idle()).isEqualTo(2);
        assertThat(session.connections().origins()).hasSize(1);
      }
    }
  }

  @Test
  void rulesThatFailEndTheCallBeforeAnythingIsSent() {
    RequestException failure = failure(
        session().proxy(url -> {
          throw new IllegalStateException("no rules");
        }),
        Request.get("http://" + HOST + "/"));

    assertThat(failure).isInstanceOf(InvalidRequestException.class);
    assertThat(failure)
        .hasMessageContaining("proxy: the rules failed")
        .hasMessageContaining("no rules");
  }

  @Tag("Y05")
  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5", "socks4a"})
  void theGuardJudgesTheOriginAndNotTheProxy(String scheme) throws Exception {
    try (FaultServer origin = FaultServer.start(OK);
        RelayProxy proxy = RelayProxy.start()) {
      InetAddress inside = InetAddress.getByName("10.1.2.3");
      InetAddress outside = InetAddress.getByName("8.8.8.8");
      SessionBuilder builder = session()
          .proxy(proxy.proxy(scheme))
          .addressGuard(AddressGuard.publicOnly())
          .dns(host -> List.of(host.equals("inside.example.test") ? inside : outside));
      String port = ":" + origin.port() + "/";

      for (String host : List.of("inside.example.test", "169.254.169.254")) {
        RequestException refused = failure(builder, Request.get("http://" + host + port));
        assertThat(refused.category()).isEqualTo(Category.CONNECT_ERROR);
        assertThat(refused)
            .hasMessageContaining("the address guard allows no connection to " + host);
      }
      assertThat(proxy.connections()).isZero();
      assertThat(call(builder, "http://outside.example.test" + port)).isEqualTo("ok");
      if (!scheme.equals("http")) {
        assertThat(proxy.asked()).containsExactly("socks 8.8.8.8:" + origin.port());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsByTheNextProxyOfASelectorWhenTheFirstFails(boolean secure) throws Exception {
    List<String> failed = new CopyOnWriteArrayList<>();
    try (FaultServer origin = origin(secure);
        DeadEnd dead = DeadEnd.refusing();
        RelayProxy alive = RelayProxy.start()) {
      ProxySelector selector = new ProxySelector() {
        @Override
        public List<java.net.Proxy> select(URI uri) {
          return Stream.of(dead.port(), alive.proxy("http").port())
              .map(port -> new java.net.Proxy(
                  java.net.Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", port)))
              .toList();
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
          failed.add(failure.getMessage());
        }
      };
      try (Session session =
          session().proxy(ProxyRules.of(selector)).retry(Retry.defaults()).build()) {
        Response first = mode.request(session, Request.post(url(origin)).body("once"));
        Response second = mode.get(session, url(origin));

        assertThat(first.text()).isEqualTo("ok");
        assertThat(first.attempts()).hasSize(2);
        assertThat(second.attempts()).as("the dead one is left out").hasSize(1);
        assertThat(failed).singleElement().asString().contains("the proxy failed: ");
      }
    }
  }
}
