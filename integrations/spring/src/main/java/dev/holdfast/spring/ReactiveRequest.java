/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.Request;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.message.Body;
import java.net.URI;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request of {@code WebClient}. */
final class ReactiveRequest extends AbstractClientHttpRequest {

  /** The longest body that is kept to be sent again: 1 MiB. */
  private static final int IN_MEMORY = 1 << 20;

  private final HttpMethod method;
  private final URI uri;
  private Body body = Body.none();

  ReactiveRequest(HttpMethod method, URI uri) {
    this.method = method;
    this.uri = uri;
  }

  @Override
  public HttpMethod getMethod() {
    return method;
  }

  @Override
  public URI getURI() {
    return uri;
  }

  @Override
  public DataBufferFactory bufferFactory() {
    return DefaultDataBufferFactory.sharedInstance;
  }

  /** Returns this request: there is no other below it. */
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Spring declares it.
  public <T> T getNativeRequest() {
    return (T) this;
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> pieces) {
    return doCommit(() -> keep(Flux.from(pieces)));
  }

  @Override
  public Mono<Void> writeAndFlushWith(
      Publisher<? extends Publisher<? extends DataBuffer>> flushed) {
    return writeWith(Flux.from(flushed).concatMap(Flux::from));
  }

  @Override
  public Mono<Void> setComplete() {
    return doCommit();
  }

  private Mono<Void> keep(Flux<? extends DataBuffer> pieces) {
    long length = getHeaders().getContentLength();
    if (length < 0 || length > IN_MEMORY) {
      body = AdapterBody.publisher(
          JdkFlowAdapter.publisherToFlowPublisher(pieces.map(ReactiveRequest::bytes)), length);
      return Mono.empty();
    }
    return DataBufferUtils.join(pieces, IN_MEMORY)
        .doOnNext(whole -> body = AdapterBody.of(bytes(whole).array()))
        .then();
  }

  /** The bytes of a buffer, which is released. */
  private static ByteBuffer bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return ByteBuffer.wrap(bytes);
  }

  /** The request to send, after it was written. */
  Request complete() {
    return SpringRequests.of(method, uri, getHeaders(), body, getAttributes());
  }

  /** Does nothing: headers and attributes are read when the request is complete. */
  @Override
  protected void applyHeaders() {}

  @Override
  protected void applyCookies() {
    StringBuilder cookies = new StringBuilder();
    for (var named : getCookies().values()) {
      for (HttpCookie cookie : named) {
        cookies.append(cookies.isEmpty() ? "" : "; ").append(cookie);
      }
    }
    if (!cookies.isEmpty()) {
      getHeaders().add(HttpHeaders.COOKIE, cookies.toString());
    }
  }
}
