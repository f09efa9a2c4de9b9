/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.retry.RetryRule;
import com.linecorp.armeria.client.retry.RetryingClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.TlsEngineType;
import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.concurrent.CompletableFuture;

/** Armeria with its retries, and TLS by the JDK as in all other clients. */
final class ArmeriaPeer implements BlockingClient, AsyncClient {

  private final ClientFactory factory;
  private final WebClient client;
  private final Work work;
  private final byte[] upload;

  ArmeriaPeer(Target target, Work work) {
    this.work = work;
    upload = work.body();
    factory = ClientFactory.builder()
        .tlsEngineType(TlsEngineType.JDK)
        .tlsCustomizer(tls -> tls.trustManager(target.trustManager()))
        .connectTimeout(target.connect())
        .addressResolverGroupFactory(loops -> DefaultAddressResolverGroup.INSTANCE)
        .build();
    client = WebClient.builder(scheme(target) + "://" + target.host() + ":" + target.port())
        .factory(factory)
        .responseTimeout(target.timeout().multipliedBy(10))
        .decorator(RetryingClient.builder(RetryRule.failsafe())
            .maxTotalAttempts(Policies.RETRIES + 1)
            .responseTimeoutForEachAttempt(target.timeout())
            .newDecorator())
        .build();
  }

  private static String scheme(Target target) {
    return switch (target.protocol()) {
      case PLAIN -> "h1c";
      case TLS -> "h1";
      case HTTP_2 -> "h2";
    };
  }

  private CompletableFuture<AggregatedHttpResponse> call() {
    HttpResponse response = work.uploads()
        ? client
            .prepare()
            .post(work.path())
            .content(MediaType.OCTET_STREAM, upload)
            .execute()
        : client.get(work.path());
    return response.aggregate();
  }

  private static int length(AggregatedHttpResponse response) {
    return response.status().code() == 200 ? response.content().array().length : 0;
  }

  @Override
  public Caller newCaller() {
    return () -> length(call().get());
  }

  @Override
  public void start(Done done) {
    CompletableFuture<AggregatedHttpResponse> unused = call()
        .whenComplete(
            (response, failure) -> done.done(failure == null ? length(response) : 0, failure));
  }

  @Override
  public void close() {
    factory.close();
  }
}
