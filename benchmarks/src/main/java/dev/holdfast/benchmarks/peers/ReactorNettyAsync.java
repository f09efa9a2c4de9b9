/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty, with TLS by the JDK as all others have it. */
final class ReactorNettyAsync implements AsyncClient {

  private final ConnectionProvider connections;
  private final HttpClient.ResponseReceiver<?> get;

  ReactorNettyAsync(Target target) {
    connections = ConnectionProvider.builder("benchmark")
        .maxConnections(Target.CONNECTIONS)
        .pendingAcquireMaxCount(-1)
        .build();
    HttpClient client = HttpClient.create(connections)
        .protocol(target.http2() ? HttpProtocol.H2 : HttpProtocol.HTTP11)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Target.CONNECT_TIMEOUT.toMillis());
    if (target.protocol().secure()) {
      SslContext tls = tls(target);
      client = client.secure(spec -> spec.sslContext(tls).handshakeTimeout(Target.CONNECT_TIMEOUT));
    }
    get = client.get().uri(target.url());
  }

  private static SslContext tls(Target target) {
    ApplicationProtocolConfig offered = new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        target.http2() ? ApplicationProtocolNames.HTTP_2 : ApplicationProtocolNames.HTTP_1_1);
    return new JdkSslContext(
        target.trust(),
        true,
        null,
        IdentityCipherSuiteFilter.INSTANCE,
        offered,
        ClientAuth.NONE,
        null,
        false);
  }

  @Override
  public void start(Done done) {
    get.responseSingle((response, body) -> body.asByteArray())
        .subscribe(bytes -> done.done(bytes.length, null), failure -> done.done(0, failure));
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
