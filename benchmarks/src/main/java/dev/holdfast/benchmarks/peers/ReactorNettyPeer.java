/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import io.netty.buffer.Unpooled;
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
import io.netty.resolver.DefaultAddressResolverGroup;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/** Reactor Netty with the retries of Reactor, and TLS by the JDK as in all other clients. */
final class ReactorNettyPeer implements BlockingClient, AsyncClient {

  private final ConnectionProvider connections;
  private final HttpClient client;
  private final String url;
  private final Work work;
  private final byte[] upload;

  ReactorNettyPeer(Target target, Work work) {
    this.work = work;
    url = target.url(work);
    upload = work.body();
    connections = ConnectionProvider.builder("benchmark")
        .maxConnections(Target.CONNECTIONS)
        .pendingAcquireMaxCount(-1)
        .build();
    HttpClient plain = HttpClient.create(connections)
        .protocol(target.http2() ? HttpProtocol.H2 : HttpProtocol.HTTP11)
        .resolver(DefaultAddressResolverGroup.INSTANCE)
        .responseTimeout(target.timeout())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) target.connect().toMillis());
    client = target.protocol().secure() ? secure(plain, target) : plain;
  }

  private static HttpClient secure(HttpClient plain, Target target) {
    SslContext tls = tls(target);
    return plain.secure(spec -> spec.sslContext(tls).handshakeTimeout(target.connect()));
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

  private Mono<Integer> call() {
    HttpClient.ResponseReceiver<?> request = work.uploads()
        ? client.post().uri(url).send(Mono.just(Unpooled.wrappedBuffer(upload)))
        : client.get().uri(url);
    return request
        .responseSingle((response, body) -> response.status().code() == 200
            ? body.asByteArray().map(bytes -> bytes.length)
            : Mono.error(Policies.unfit(response.status().code())))
        .retryWhen(Retry.backoff(Policies.RETRIES, Policies.FIRST));
  }

  @Override
  public Caller newCaller() {
    return () -> {
      Integer length = call().block();
      return length == null ? 0 : length;
    };
  }

  @Override
  public void start(Done done) {
    call().subscribe(length -> done.done(length, null), failure -> done.done(0, failure));
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
