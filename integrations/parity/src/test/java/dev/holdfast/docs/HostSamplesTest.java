/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.apache.HoldfastApacheClient;
import dev.holdfast.feign.HoldfastFeignClient;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.jdk.HoldfastHttpClient;
import dev.holdfast.okhttp.HoldfastCallFactory;
import dev.holdfast.spring.HoldfastConnector;
import dev.holdfast.spring.HoldfastRequestFactory;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import feign.Feign;
import feign.RequestLine;
import feign.Retryer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import okhttp3.ResponseBody;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

class HostSamplesTest {

  private final FaultServer server =
      FaultServer.start(Step.respond(503), Step.respond(200).body("tea"));
  private final Session session = Session.create();
  private final String origin = server.origin();

  interface Orders {
    @RequestLine("GET /")
    String first();
  }

  interface Shop {
    @GET("/")
    Call<ResponseBody> first();
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void restClient() {
    // sample: restClient
    RestClient client = RestClient.builder()
        .requestFactory(HoldfastRequestFactory.of(session))
        .baseUrl(origin)
        .build();
    // end
    assertThat(client.get().uri("/").retrieve().body(String.class)).isEqualTo("tea");
  }

  @Test
  void webClient() {
    // sample: webClient
    WebClient client = WebClient.builder()
        .clientConnector(HoldfastConnector.of(session))
        .baseUrl(origin)
        .build();
    // end
    assertThat(client.get().uri("/").retrieve().bodyToMono(String.class).block())
        .isEqualTo("tea");
  }

  @Test
  void oneCall() {
    RestClient client = RestClient.builder()
        .requestFactory(HoldfastRequestFactory.of(session))
        .baseUrl(origin)
        .build();
    // sample: oneCall
    RequestCustomizer patient = request -> request.deadline(Duration.ofMinutes(10));
    String report = client
        .get()
        .uri("/reports/{month}", "june")
        .attribute(RequestCustomizer.ATTRIBUTE, patient)
        .retrieve()
        .body(String.class);
    // end
    assertThat(report).isEqualTo("tea");
  }

  @Test
  void jdk() throws Exception {
    // sample: jdk
    HttpClient client = HoldfastHttpClient.of(session);
    // end
    var response =
        client.send(HttpRequest.newBuilder(URI.create(origin)).build(), BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("tea");
  }

  @Test
  void retrofit() throws IOException {
    // sample: retrofit
    Retrofit retrofit = new Retrofit.Builder()
        .baseUrl(origin)
        .callFactory(HoldfastCallFactory.of(session))
        .build();
    // end
    try (ResponseBody body = retrofit.create(Shop.class).first().execute().body()) {
      assertThat(body).isNotNull();
      assertThat(body.string()).isEqualTo("tea");
    }
  }

  @Test
  void feign() {
    // sample: feign
    Orders orders = Feign.builder()
        .client(HoldfastFeignClient.of(session))
        .retryer(Retryer.NEVER_RETRY) // else Feign makes up to five calls, each with its retries
        .target(Orders.class, origin);
    // end
    assertThat(orders.first()).isEqualTo("tea");
  }

  @Test
  void apache() throws IOException {
    // sample: apache
    CloseableHttpClient client = HoldfastApacheClient.of(session);
    // end
    String body =
        client.execute(new HttpGet(origin), response -> EntityUtils.toString(response.getEntity()));
    assertThat(body).isEqualTo("tea");
  }
}
