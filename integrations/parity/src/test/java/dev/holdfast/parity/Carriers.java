/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.apache.HoldfastExecChainHandler;
import dev.holdfast.http.Session;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.jdk.JdkTransport;
import dev.holdfast.okhttp.HoldfastInterceptor;
import dev.holdfast.okhttp.OkHttpTransport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;

/** Every client that can carry attempts, with the gaps that its page names. */
final class Carriers {

  private static final List<String> REASONS =
      List.of(" OK", " Service Unavailable", " Too Many Requests", " Not Found", " Found");

  private Carriers() {}

  static List<Carrier> all() {
    return List.of(
        new Carrier("OkHttpTransport", script -> blocking(script, Carriers::okHttp)),
        new Carrier(
            "OkHttpTransport, asynchronous", script -> asynchronous(script, Carriers::okHttp)),
        new Carrier(
            "HoldfastInterceptor",
            script -> intercepted(script, (rules, client) -> rules.applyTo(client))),
        added(),
        apache(),
        jdk("JdkTransport", Carriers::blocking),
        jdk("JdkTransport, asynchronous", Carriers::asynchronous));
  }

  /** The JDK's client. It reports no reason phrases, and may have repeated a GET by itself. */
  private static Carrier jdk(String name, BiFunction<Script, Supplier<Transport>, Course> play) {
    Carrier carrier = new Carrier(
        name, script -> play.apply(script, () -> JdkTransport.of(HttpClient.newHttpClient())));
    for (Script script : Script.values()) {
      REASONS.forEach(reason -> carrier.gap(script, reason, ""));
    }
    return carrier.gap(Script.DEAD_DNS, "sent NO", "sent MAYBE");
  }

  /**
   * A plain interceptor. It cannot change what is below it: nothing is proven, and OkHttp follows
   * redirects.
   */
  private static Carrier added() {
    return new Carrier(
            "HoldfastInterceptor, added",
            script -> intercepted(
                script,
                (rules, client) -> client.newBuilder().addInterceptor(rules).build()))
        .gap(Script.DEAD_DNS, "sent NO", "sent MAYBE")
        .gap(
            Script.REDIRECTED,
            "200 moved",
            List.of(
                "1 GET 503 sent ANSWERED: RETRY (status 503 Service Unavailable; retry 1 of 3 at"
                    + " once), then PT0S",
                "2 GET 200 sent ANSWERED: SUCCESS (status 200 OK), then PT0S"),
            List.of("GET /old  ", "GET /new  ", "GET /old  "));
  }

  /** Apache's client. It follows redirects, and skips any text before a status line. */
  private static Carrier apache() {
    return new Carrier("HoldfastExecChainHandler", Carriers::apache)
        .gap(Script.GARBAGE_THEN_WHOLE, "bad_response", "connection_aborted")
        .gap(
            Script.REDIRECTED,
            "200 moved",
            List.of(
                "1 GET 302 sent ANSWERED: SUCCESS (status 302 Found), then PT0S",
                "1 GET 503 sent ANSWERED: RETRY (status 503 Service Unavailable; retry 1 of 3 at"
                    + " once), then PT0S",
                "2 GET 200 sent ANSWERED: SUCCESS (status 200 OK), then PT0S"),
            List.of("GET /old  ", "GET /new  ", "GET /new  "));
  }

  private static Course apache(Script script) {
    Course.Tape tape = new Course.Tape();
    HttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new Names())
        .build();
    try (Session unused = Session.create();
        HoldfastExecChainHandler rules =
            HoldfastExecChainHandler.of(settings -> tape.over(Course.settings(settings)
                .timeouts(HoldfastExecChainHandler.timeouts()
                    .read(Course.READ)
                    .deadline(Duration.ofSeconds(60)))))) {
      CloseableHttpClient client = rules
          .applyTo(HttpClientBuilder.create().setConnectionManager(connections))
          .build();
      return Course.of(script, (session, exchange) -> Hosts.apache(client, exchange), unused, tape);
    }
  }

  private static final class Names implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return Course.resolve(host).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private static OkHttpClient okHttpClient() {
    return new OkHttpClient.Builder().dns(Course::resolve).build();
  }

  private static Transport okHttp() {
    return OkHttpTransport.of(okHttpClient());
  }

  private static Course blocking(Script script, Supplier<Transport> transport) {
    return over(
        script,
        transport.get(),
        (session, exchange) -> Course.text(session.request(Course.request(exchange))));
  }

  private static Course asynchronous(Script script, Supplier<Transport> transport) {
    return over(
        script,
        transport.get(),
        (session, exchange) ->
            Course.text(session.sendAsync(Course.request(exchange)).get()));
  }

  private static Course over(Script script, Transport transport, Host host) {
    Course.Tape tape = new Course.Tape();
    try (Session session = tape.over(Course.settings(Session.builder().transport(transport))
            .timeouts(Course.TIMEOUTS.keptBy(transport.capabilities())))
        .build()) {
      return Course.of(script, host, session, tape);
    }
  }

  private static Course intercepted(
      Script script, BiFunction<HoldfastInterceptor, OkHttpClient, OkHttpClient> add) {
    Course.Tape tape = new Course.Tape();
    try (Session unused = Session.create();
        HoldfastInterceptor rules =
            HoldfastInterceptor.of(settings -> tape.over(Course.settings(settings)
                .timeouts(HoldfastInterceptor.timeouts()
                    .read(Course.READ)
                    .deadline(Duration.ofSeconds(60)))))) {
      OkHttpClient client = add.apply(rules, okHttpClient());
      return Course.of(
          script, (session, exchange) -> RetrofitHosts.okHttp(client, exchange), unused, tape);
    }
  }
}
