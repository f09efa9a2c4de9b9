/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_TIME_TO_LIVE;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.MAX_CONNECTIONS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.MAX_PENDING_CONNECTION_ACQUIRES;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.PROTOCOL;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.READ_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.REAP_IDLE_CONNECTIONS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TCP_KEEPALIVE;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_KEY_MANAGERS_PROVIDER;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.WRITE_TIMEOUT;

import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.SocketOptions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.TlsKeyManagersProvider;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Converts the SDK's options to settings of a session; options that a session does not have are
 * refused by name.
 */
final class HttpOptions {

  private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

  private final AttributeMap options;

  private HttpOptions(AttributeMap options) {
    this.options = options;
  }

  /** A session with Holdfast's defaults, overridden by those options. */
  static Session session(AttributeMap options) {
    return new HttpOptions(options).session();
  }

  private Session session() {
    refuse();
    SessionBuilder builder = Session.builder().timeouts(timeouts());
    given(MAX_CONNECTIONS, most -> builder.maxConnections(most).maxConnectionsPerRoute(most));
    given(CONNECTION_MAX_IDLE_TIMEOUT, builder::maxConnectionIdle);
    option(CONNECTION_TIME_TO_LIVE)
        .filter(age -> !age.isZero())
        .ifPresent(builder::maxConnectionAge);
    given(
        TCP_KEEPALIVE,
        on ->
            builder.route(Route.direct().withOptions(SocketOptions.defaults().withKeepAlive(on))));
    option(PROTOCOL)
        .filter(Protocol.HTTP2::equals)
        .ifPresent(http2 -> builder.defaults(set -> set.httpVersion(HttpVersion.NEGOTIATE)));
    tls().ifPresent(builder::tls);
    return builder.build();
  }

  private void refuse() {
    given(MAX_PENDING_CONNECTION_ACQUIRES, most -> {
      if (!most.equals(GLOBAL_HTTP_DEFAULTS.get(MAX_PENDING_CONNECTION_ACQUIRES))) {
        throw refused("MAX_PENDING_CONNECTION_ACQUIRES", most, "CONNECTION_ACQUIRE_TIMEOUT");
      }
    });
    given(REAP_IDLE_CONNECTIONS, reap -> {
      if (!reap) {
        throw refused("REAP_IDLE_CONNECTIONS", reap, "CONNECTION_MAX_IDLE_TIMEOUT");
      }
    });
  }

  private static IllegalArgumentException refused(String name, Object value, String instead) {
    return new IllegalArgumentException(
        name + ": " + value + " is not supported by Holdfast (expected: " + instead + ")");
  }

  private Timeouts timeouts() {
    Timeouts timeouts = Timeouts.defaults();
    timeouts =
        with(timeouts, Timeouts::connect, List.of(CONNECTION_TIMEOUT, TLS_NEGOTIATION_TIMEOUT));
    timeouts = with(timeouts, Timeouts::read, List.of(READ_TIMEOUT));
    timeouts = with(timeouts, Timeouts::write, List.of(WRITE_TIMEOUT));
    return with(timeouts, Timeouts::pool, List.of(CONNECTION_ACQUIRE_TIMEOUT));
  }

  /**
   * The timeouts with the shortest of these limits, if there is one. Zero is no limit, as in the
   * SDK.
   */
  private Timeouts with(
      Timeouts timeouts,
      BiFunction<Timeouts, Duration, Timeouts> setter,
      List<AttributeMap.Key<Duration>> keys) {
    return keys.stream()
        .flatMap(key -> option(key).stream())
        .map(limit -> limit.isZero() ? NO_LIMIT : limit)
        .min(Duration::compareTo)
        .map(limit -> setter.apply(timeouts, limit))
        .orElse(timeouts);
  }

  private Optional<Tls> tls() {
    Optional<TlsKeyManagersProvider> keys = option(TLS_KEY_MANAGERS_PROVIDER);
    Optional<TlsTrustManagersProvider> trust = option(TLS_TRUST_MANAGERS_PROVIDER);
    if (option(TRUST_ALL_CERTIFICATES).orElse(false)) {
      if (keys.isPresent() || trust.isPresent()) {
        throw refused("TRUST_ALL_CERTIFICATES", "beside other options of TLS", "one of them");
      }
      return Optional.of(Tls.builder().dangerouslyTrustEverything().build());
    }
    return keys.isPresent() || trust.isPresent()
        ? Optional.of(Tls.of(context(keys, trust)))
        : Optional.empty();
  }

  private static SSLContext context(
      Optional<TlsKeyManagersProvider> keys, Optional<TlsTrustManagersProvider> trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.map(TlsKeyManagersProvider::keyManagers).orElse(null),
          trust.map(TlsTrustManagersProvider::trustManagers).orElse(null),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private <T> void given(AttributeMap.Key<T> key, Consumer<T> use) {
    option(key).ifPresent(use);
  }

  private <T> Optional<T> option(AttributeMap.Key<T> key) {
    return options.containsKey(key) ? Optional.ofNullable(options.get(key)) : Optional.empty();
  }
}
