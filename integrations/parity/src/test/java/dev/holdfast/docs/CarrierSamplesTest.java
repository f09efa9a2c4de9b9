/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.apache.HoldfastExecChainHandler;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.jdk.JdkTransport;
import dev.holdfast.okhttp.HoldfastInterceptor;
import dev.holdfast.okhttp.OkHttpTransport;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierSamplesTest {

  private final FaultServer server =
      FaultServer.start(Step.respond(503), Step.respond(200).body("tea"));
  private final String origin = server.origin();
  private final OkHttpClient yourClient = new OkHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void interceptor() throws IOException {
    // sample: interceptor
    OkHttpClient client =
        HoldfastInterceptor.of(Retry.builder().total(3).build()).applyTo(yourClient);
    // end
    Request request = new Request.Builder().url(origin).build();
    try (Response response = client.newCall(request).execute()) {
      assertThat(Objects.requireNonNull(response.body()).string()).isEqualTo("tea");
    }
  }

  @Test
  void okHttpTransport() {
    // sample: okHttpTransport
    Session session =
        Session.builder().transport(OkHttpTransport.of(yourClient)).build();
    // end
    try (session) {
      assertThat(session.get(origin).text()).isEqualTo("tea");
    }
  }

  @Test
  void jdkTransport() {
    HttpClient yourClient = HttpClient.newHttpClient();
    // sample: jdkTransport
    Transport transport = JdkTransport.of(yourClient);
    Session session = Session.builder()
        .transport(transport)
        .timeouts(Timeouts.defaults().keptBy(transport.capabilities()))
        .build();
    // end
    try (session) {
      assertThat(session.get(origin).text()).isEqualTo("tea");
    }
  }

  @Test
  void apacheHandler() throws IOException {
    HttpClientBuilder yourBuilder = HttpClientBuilder.create();
    // sample: apacheHandler
    CloseableHttpClient client = HoldfastExecChainHandler.of(
            Retry.builder().total(3).build())
        .applyTo(yourBuilder)
        .build();
    // end
    String body =
        client.execute(new HttpGet(origin), response -> EntityUtils.toString(response.getEntity()));
    assertThat(body).isEqualTo("tea");
  }
}
