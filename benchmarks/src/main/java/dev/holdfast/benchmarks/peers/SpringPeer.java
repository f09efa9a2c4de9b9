/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Spring's RestClient over Apache's client, with the RetryTemplate of Spring 7. */
final class SpringPeer implements BlockingClient {

  private final CloseableHttpClient apache;
  private final RestClient client;
  private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
      .maxRetries(Policies.RETRIES)
      .delay(Policies.FIRST)
      .jitter(Policies.FIRST.dividedBy(10))
      .multiplier(2)
      .maxDelay(Duration.ofSeconds(1))
      .includes(ResourceAccessException.class, HttpServerErrorException.class)
      .build());
  private final URI url;
  private final Work work;
  private final byte[] upload;

  SpringPeer(Target target, Work work) {
    this.work = work;
    url = URI.create(target.url(work));
    upload = work.body();
    apache = ApachePeer.client(target, 0);
    client = RestClient.builder()
        .requestFactory(new HttpComponentsClientHttpRequestFactory(apache))
        .build();
  }

  @Override
  public Caller newCaller() {
    return () -> retries.execute(this::call).length;
  }

  private byte[] call() {
    RestClient.RequestHeadersSpec<?> request =
        work.uploads() ? client.post().uri(url).body(upload) : client.get().uri(url);
    return Objects.requireNonNull(request.retrieve().body(byte[].class));
  }

  @Override
  public void close() throws IOException {
    apache.close();
  }
}
