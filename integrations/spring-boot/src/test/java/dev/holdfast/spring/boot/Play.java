/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.Session;
import dev.holdfast.parity.Course;
import dev.holdfast.parity.Exchange;
import dev.holdfast.parity.Script;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Plays all scripts of faults once with the clients of an application, some at a time. */
final class Play {

  private final ApplicationContext application;
  private final Map<Script, Future<Course>> expected = new ConcurrentHashMap<>();
  private final Map<Script, Future<Course>> rest = new ConcurrentHashMap<>();
  private final Map<Script, Future<Course>> web = new ConcurrentHashMap<>();
  private final Map<Integer, Script> ports = new ConcurrentHashMap<>();

  Play(ApplicationContext application) {
    this.application = application;
    ExecutorService players = Executors.newFixedThreadPool(6);
    for (Script script : Script.values()) {
      expected.put(script, players.submit(() -> Course.expected(script)));
      rest.put(script, players.submit(played(script, this::restClient)));
      web.put(script, players.submit(played(script, this::webClient)));
    }
    players.shutdown();
  }

  private interface Client {
    String call(Script script, Exchange exchange);
  }

  private Callable<Course> played(Script script, Client client) {
    return () -> Course.of(
        script,
        (session, exchange) -> client.call(script, exchange),
        application.getBean(Session.class),
        application.getBean(Course.Tape.class));
  }

  Course expected(Script script) throws Exception {
    return course(expected, script);
  }

  Course restClient(Script script) throws Exception {
    return course(rest, script);
  }

  Course webClient(Script script) throws Exception {
    return course(web, script);
  }

  private static Course course(Map<Script, Future<Course>> courses, Script script)
      throws Exception {
    return Objects.requireNonNull(courses.get(script)).get();
  }

  /**
   * The script that {@code RestClient} played with the server at that port; null if there is none.
   */
  @Nullable Script at(long port) {
    return ports.get((int) port);
  }

  private String restClient(Script script, Exchange exchange) {
    ports.put(URI.create(exchange.url()).getPort(), script);
    var spec = application
        .getBean(RestClient.class)
        .method(HttpMethod.valueOf(exchange.method()))
        .uri(exchange.url())
        .attribute("client.name", "shop");
    exchange.key().ifPresent(key -> spec.header("Idempotency-Key", key));
    exchange.body().ifPresent(spec::body);
    return Objects.requireNonNull(
        spec.exchange((request, response) -> response.getStatusCode().value() + " "
            + new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
  }

  private String webClient(Script script, Exchange exchange) {
    var spec = application
        .getBean(WebClient.class)
        .method(HttpMethod.valueOf(exchange.method()))
        .uri(exchange.url());
    exchange.key().ifPresent(key -> spec.header("Idempotency-Key", key));
    exchange.body().ifPresent(spec::bodyValue);
    return Objects.requireNonNull(spec.exchangeToMono(response -> response
            .bodyToMono(String.class)
            .map(body -> response.statusCode().value() + " " + body))
        .block());
  }
}
