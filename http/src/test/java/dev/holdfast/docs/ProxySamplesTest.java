/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Category;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.net.RelayProxy;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.SocketOptions;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySamplesTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  @TempDir
  Path folder;

  private final FaultServer internal =
      FaultServer.start(Step.always(Step.respond(200).body("internal")));
  private final FaultServer external = FaultServer.builder()
      .tls(CERTIFICATES.validFor("api.example.com"))
      .start(Step.always(Step.respond(200).body("external")));
  private RelayProxy proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = RelayProxy.start("me", "secret");
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    internal.close();
    external.close();
  }

  @Test
  void aCorporateProxy() {
    String proxyUrl = proxy.url("http");
    String password = "secret";
    Path companyCa = CERTIFICATES.writeAuthorityPem(folder.resolve("ca.pem"));
    String reports = external.url("/").replace("127.0.0.1", "api.example.com");
    String wiki = internal.url("/");
    // sample: corporate
    Proxy gateway = Proxy.of(proxyUrl).credentials("me", password);
    Session session = Session.builder()
        .proxy(gateway.except("corp.example, 127.0.0.0/8, 10.0.0.0/8"))
        .tls(Tls.builder().trustAlso(companyCa).build()) // if the gateway opens TLS
        .build();
    String outside = session.get(reports).text(); // through the gateway
    String inside = session.get(wiki).text(); // directly
    // end
    assertThat(outside).isEqualTo("external");
    assertThat(inside).isEqualTo("internal");
    assertThat(proxy.asked()).hasSize(1);
    session.close();
  }

  @Test
  void otherRulesForAMount() {
    // sample: mount
    Session session = Session.builder()
        .proxy(Proxy.socks5("127.0.0.1", 1080))
        .mount("http://intranet.example/", own -> own.proxy(Proxy.none()))
        .build();
    // end
    assertThat(session.connections().leased()).isZero();
    session.close();
  }

  @Test
  void rulesOfOnesOwn() {
    // sample: rules
    ProxyRules rules =
        url -> url.host().endsWith(".onion") ? Proxy.socks5("127.0.0.1", 9050) : Proxy.none();
    ProxyRules ofTheJdk = ProxyRules.of(ProxySelector.getDefault());
    // end
    assertThat(rules).isNotSameAs(ofTheJdk);
  }

  @Test
  void whoseFailure() {
    try (DeadEnd dead = DeadEnd.refusing();
        Session session = Session.builder()
            .retry(Retry.off())
            .proxy(Proxy.http("127.0.0.1", dead.port()))
            .build()) {
      // sample: failure
      RequestException failure = catchThrowableOfType(
          RequestException.class, () -> session.post("https://api.example.com/orders"));
      // … by proxy http://127.0.0.1:3128: the proxy failed: 127.0.0.1: Connection refused
      // end
      assertThat(failure.category()).isEqualTo(Category.CONNECT_REFUSED);
      assertThat(failure)
          .hasMessageContaining("by proxy http://127.0.0.1:" + dead.port())
          .hasMessageContaining("the proxy failed: 127.0.0.1: Connection refused");
    }
  }

  @Test
  void otherRoutes() throws Exception {
    InetAddress local = InetAddress.getLoopbackAddress();
    // sample: routes
    Session session = Session.builder()
        .route(Route.from(local) // of two networks, this one
            .withOptions(SocketOptions.defaults().withKeepAlive(true)))
        .mount(
            "http://docker/", // the host of the URL means nothing there
            own -> own.route(Route.overUnixSocket(Path.of("/var/run/docker.sock"))))
        .build();
    // end
    assertThat(session.get(internal.url("/")).text()).isEqualTo("internal");
    session.close();
  }
}
