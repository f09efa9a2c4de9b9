/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_TIME_TO_LIVE;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.MAX_CONNECTIONS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.MAX_PENDING_CONNECTION_ACQUIRES;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.READ_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.REAP_IDLE_CONNECTIONS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_KEY_MANAGERS_PROVIDER;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.WRITE_TIMEOUT;

import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.TlsException;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.TlsKeyManagersProvider;
import software.amazon.awssdk.utils.AttributeMap;

class HttpOptionsTest {

  private static String described(AttributeMap.Builder options) {
    try (Session session = HttpOptions.session(options.build())) {
      return session.describe("http://s3.example.com/");
    }
  }

  @Test
  void timeoutsAreThoseThatTheSdkPasses() {
    String settings = described(AttributeMap.builder()
        .put(CONNECTION_TIMEOUT, Duration.ofSeconds(3))
        .put(TLS_NEGOTIATION_TIMEOUT, Duration.ofSeconds(2))
        .put(READ_TIMEOUT, Duration.ofSeconds(90))
        .put(WRITE_TIMEOUT, Duration.ZERO)
        .put(CONNECTION_ACQUIRE_TIMEOUT, Duration.ofSeconds(4)));

    assertThat(settings)
        .contains("connect 2 s", "read 90 s", "write off", "pool 4 s", "deadline 120 s");
  }

  @Test
  void theSdksDefaultsAreTaken() {
    assertThat(described(GLOBAL_HTTP_DEFAULTS.toBuilder())).contains("connect 2 s", "read 30 s");
    assertThat(described(AttributeMap.builder())).contains("connect 3.05 s", "read 27 s");
  }

  @Test
  void noMoreConnectionsAreOpenedThanTheSdkAllows() {
    AttributeMap options = AttributeMap.builder()
        .put(MAX_CONNECTIONS, 1)
        .put(CONNECTION_ACQUIRE_TIMEOUT, Duration.ofMillis(50))
        .put(CONNECTION_MAX_IDLE_TIMEOUT, Duration.ofSeconds(5))
        .put(CONNECTION_TIME_TO_LIVE, Duration.ZERO)
        .build();
    try (FaultServer server = FaultServer.start(Step.stallMidBody());
        Session session = HttpOptions.session(options);
        StreamedResponse open = session.stream(Request.get(server.url("/")))) {
      Request second = Request.get(server.url("/")).retry(Retry.off());

      assertThatThrownBy(() -> session.request(second))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("pool");
      assertThat(open.status()).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void trustIsThatOfTheSdksManagers() throws Exception {
    TestCertificates authority = TestCertificates.create();
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority.authority());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    AttributeMap options = AttributeMap.builder()
        .put(TLS_TRUST_MANAGERS_PROVIDER, trust::getTrustManagers)
        .build();
    try (FaultServer server =
            FaultServer.builder().tls(authority.valid()).start(Step.always(Step.respond(200)));
        Session trusting = HttpOptions.session(options);
        Session wary = HttpOptions.session(AttributeMap.empty())) {

      assertThat(trusting.get(server.url("/")).status()).isEqualTo(200);
      assertThatThrownBy(() -> wary.get(server.url("/"))).isInstanceOf(TlsException.class);
    }
  }

  @Test
  void whatASessionDoesNotHaveIsRefusedByName() {
    assertThatThrownBy(
            () -> described(AttributeMap.builder().put(MAX_PENDING_CONNECTION_ACQUIRES, 5)))
        .hasMessageContaining("MAX_PENDING_CONNECTION_ACQUIRES: 5");
    assertThatThrownBy(() -> described(AttributeMap.builder().put(REAP_IDLE_CONNECTIONS, false)))
        .hasMessageContaining("REAP_IDLE_CONNECTIONS: false");
    assertThatThrownBy(() -> described(AttributeMap.builder()
            .put(TRUST_ALL_CERTIFICATES, true)
            .put(TLS_KEY_MANAGERS_PROVIDER, TlsKeyManagersProvider.noneProvider())))
        .hasMessageContaining("TRUST_ALL_CERTIFICATES");
  }
}
