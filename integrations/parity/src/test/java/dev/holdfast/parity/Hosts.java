/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.apache.HoldfastApacheClient;
import dev.holdfast.http.Session;
import dev.holdfast.jdk.HoldfastHttpClient;
import dev.holdfast.spring.HoldfastConnector;
import dev.holdfast.spring.HoldfastRequestFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/** All hosts that have a module. */
final class Hosts {

  private Hosts() {}

  static Map<String, Host> all() {
    Map<String, Host> all = new LinkedHashMap<>();
    all.put(
        "sendAsync",
        (session, exchange) ->
            Course.text(session.sendAsync(Course.request(exchange)).get()));
    all.put("Spring RestClient", Hosts::restClient);
    all.put("Spring RestTemplate", Hosts::restTemplate);
    all.put("Spring WebClient", Hosts::webClient);
    all.put("JDK HttpClient", Hosts::jdk);
    all.put("JDK HttpClient, asynchronous", Hosts::jdkAsync);
    all.put("Apache HttpClient", Hosts::apache);
    all.put("OkHttp", RetrofitHosts::okHttp);
    all.put("Retrofit", RetrofitHosts::retrofit);
    all.put("Retrofit, enqueued", RetrofitHosts::enqueued);
    all.put("OpenFeign", FeignHosts::feign);
    all.put("OpenFeign, asynchronous", FeignHosts::async);
    return all;
  }

  private static HttpHeaders headers(Exchange exchange) {
    HttpHeaders headers = new HttpHeaders();
    exchange.key().ifPresent(key -> headers.add("Idempotency-Key", key));
    return headers;
  }

  private static String restClient(Session session, Exchange exchange) {
    RestClient client =
        RestClient.builder().requestFactory(HoldfastRequestFactory.of(session)).build();
    var spec = client
        .method(HttpMethod.valueOf(exchange.method()))
        .uri(exchange.url())
        .headers(headers -> headers.putAll(headers(exchange)));
    exchange.body().ifPresent(spec::body);
    return Objects.requireNonNull(
        spec.exchange((request, response) -> response.getStatusCode().value() + " "
            + new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
  }

  private static String restTemplate(Session session, Exchange exchange) {
    RestTemplate template = new RestTemplate(HoldfastRequestFactory.of(session));
    try {
      var answer = template.exchange(
          exchange.url(),
          HttpMethod.valueOf(exchange.method()),
          new HttpEntity<>(exchange.body().orElse(null), headers(exchange)),
          String.class);
      return answer.getStatusCode().value() + " " + answer.getBody();
    } catch (RestClientResponseException e) {
      return e.getStatusCode().value() + " " + e.getResponseBodyAsString();
    }
  }

  private static String webClient(Session session, Exchange exchange) {
    WebClient client =
        WebClient.builder().clientConnector(HoldfastConnector.of(session)).build();
    var spec = client
        .method(HttpMethod.valueOf(exchange.method()))
        .uri(exchange.url())
        .headers(headers -> headers.putAll(headers(exchange)));
    exchange.body().ifPresent(spec::bodyValue);
    return Objects.requireNonNull(spec.exchangeToMono(response -> response
            .bodyToMono(String.class)
            .map(body -> response.statusCode().value() + " " + body))
        .block());
  }

  private static HttpRequest jdkRequest(Exchange exchange) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(exchange.url()))
        .method(
            exchange.method(),
            exchange.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    exchange.key().ifPresent(key -> request.header("Idempotency-Key", key));
    return request.build();
  }

  private static String jdk(Session session, Exchange exchange) throws Exception {
    var response =
        HoldfastHttpClient.of(session).send(jdkRequest(exchange), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private static String jdkAsync(Session session, Exchange exchange) throws Exception {
    var response = HoldfastHttpClient.of(session)
        .sendAsync(jdkRequest(exchange), BodyHandlers.ofString())
        .get();
    return response.statusCode() + " " + response.body();
  }

  private static String apache(Session session, Exchange exchange) throws Exception {
    return apache(HoldfastApacheClient.of(session), exchange);
  }

  static String apache(CloseableHttpClient client, Exchange exchange) throws Exception {
    ClassicRequestBuilder request =
        ClassicRequestBuilder.create(exchange.method()).setUri(exchange.url());
    exchange.key().ifPresent(key -> request.addHeader("Idempotency-Key", key));
    exchange.body().ifPresent(body -> request.setEntity(new StringEntity(body)));
    return client.execute(
        request.build(),
        response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
  }
}
