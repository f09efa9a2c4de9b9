/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.JacksonForTests;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.TypeRef;
import dev.holdfast.http.link.WebLink;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages for those who come from other clients: what they call there, and here. */
class ComingFromSamplesTest {

  @TempDir
  Path folder;

  private final FaultServer server = FaultServer.start(
      Step.always(Step.respond(200).header("Server", "x").body("{\"a\":1}").keepAlive()));
  private final String url = server.url("/orders");
  private final JacksonForTests codec = new JacksonForTests();
  private Path report = Path.of("");
  private Path ca = Path.of("");

  @BeforeEach
  void write() throws IOException {
    report = Files.writeString(folder.resolve("june.csv"), "a;b");
    ca = TestCertificates.create().writeAuthorityPem(folder.resolve("ca.pem"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fromRequests() {
    Path archive = folder.resolve("archive");
    // sample: requests
    Session session = Session.builder() // requests.Session()
        .cookies() // always on there
        .tls(Tls.builder().trust(ca).build()) // session.verify = "ca.pem"
        .timeouts(
            Timeouts.of(Duration.ofMillis(3050), Duration.ofSeconds(27))) // timeout=(3.05, 27)
        .retry(Retry.builder() // HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.5,
            .total(3)
            .backoff(Backoff.urllib3(0.5))
            .statuses(502, 503) // status_forcelist=[502, 503]))
            .build())
        .codec(codec)
        .build();

    Response r = session.request(Request.get(url) // session.get(url,
        .query("page", "2") // params={"page": 2},
        .header("Accept", "application/json")); // headers={"Accept": …})
    int status = r.status(); // r.status_code
    boolean ok = r.ok(); // r.ok
    Optional<String> name = r.header("Server"); // r.headers.get("Server")
    byte[] content = r.bytes(); // r.content
    String text = r.text(); // r.text
    Map<?, ?> json = r.json(Map.class); // r.json()
    Optional<WebLink> next = r.link("next"); // r.links.get("next")
    int hops = r.redirects().size(); // len(r.history)
    Duration took = r.elapsed(); // r.elapsed
    r.raiseForStatus(); // r.raise_for_status()

    session.request(Request.post(url).body(Body.form().field("user", "me"))); // data={…}
    session.request(Request.post(url).json(Map.of("amount", 5))); // json={…}
    session.request(Request.put(url).file(report)); // data=open("june.csv", "rb")
    session.request(Request.post(url).body(Body.multipart().file("report", report))); // files={…}
    session.download(Request.get(url), archive); // stream=True, iter_content(…) into a file
    session.request(Request.get(url) // allow_redirects=False
        .retry(Retry.builder().followRedirects(false).build()));
    try {
      session.get("http://127.0.0.1:1/"); // nothing listens there
    } catch (RequestException e) { // requests.RequestException
      System.out.println(e.explain());
    }
    session.close();
    // end
    assertThat(List.of(status, hops)).containsExactly(200, 0);
    assertThat(ok).isTrue();
    assertThat(name).contains("x");
    assertThat(content).hasSize(7);
    assertThat(text).isEqualTo("{\"a\":1}");
    assertThat(json).hasSize(1);
    assertThat(next).isEmpty();
    assertThat(took).isPositive();
    assertThat(archive).hasContent(text);
  }

  @Test
  void fromOkHttp() throws Exception {
    // sample: okhttp
    Session session = Session.builder() // new OkHttpClient.Builder()
        .timeouts(
            Timeouts.of(Duration.ofSeconds(10), Duration.ofSeconds(10)) // connect-, readTimeout
                .deadline(Duration.ofSeconds(30))) // callTimeout(…)
        .maxConnectionsPerRoute(20) // connectionPool, dispatcher.maxRequestsPerHost
        .cookies() // cookieJar(…)
        .tls(Tls.builder().trustAlso(ca).build()) // sslSocketFactory(…), certificatePinner(…)
        .observer(attempt -> System.out.println(attempt)) // eventListener, a logging interceptor
        .codec(codec)
        .build();

    Request request = Request.post(url) // new Request.Builder().url(url).post(
        .header("Accept", "text/csv") // .header(…)
        .body(Body.of("a;b", "text/csv")); // RequestBody.create(…)
    Response response = session.request(request); // client.newCall(request).execute()
    String body = response.text(); // response.body().string(); there is nothing to close
    String protocol = response.protocol(); // response.protocol()
    int prior = response.redirects().size(); // response.priorResponse()

    CompletableFuture<Response> later = session.sendAsync(request); // enqueue(callback)
    later.join();
    session.request(Request.post(url).body(Body.form(Map.of("user", "me")))); // FormBody
    session.request(Request.post(url).body(Body.multipart().file("f", report))); // MultipartBody
    try (StreamedResponse streamed = session.stream(Request.get(url));
        InputStream in = streamed.body()) { // response.body().byteStream()
      in.transferTo(System.out);
    }
    Session patient = session.toBuilder() // client.newBuilder()
        .timeouts(Timeouts.defaults())
        .build();
    patient.close();
    session.close(); // connectionPool().evictAll(), executorService().shutdown()
    // end
    assertThat(body).isEqualTo("{\"a\":1}");
    assertThat(protocol).isEqualTo("HTTP/1.1");
    assertThat(prior).isZero();
  }

  @Test
  void fromApache() {
    // sample: apache
    Session session = Session.builder() // HttpClients.custom()
        .timeouts(Timeouts.of( // ConnectionConfig, RequestConfig
                Duration.ofSeconds(3), Duration.ofSeconds(20)) // connectTimeout, responseTimeout
            .pool(Duration.ofSeconds(5))) // connectionRequestTimeout
        .maxConnections(200) // PoolingHttpClientConnectionManager.setMaxTotal
        .maxConnectionsPerRoute(20) // setDefaultMaxPerRoute
        .maxConnectionIdle(Duration.ofSeconds(30)) // evictIdleConnections
        .maxConnectionAge(Duration.ofMinutes(1)) // setTimeToLive
        .retry(Retry.builder().total(3).build()) // DefaultHttpRequestRetryStrategy
        .codec(codec)
        .build();

    Request request = Request.post(url) // new HttpPost(url), ClassicRequestBuilder.post(url)
        .query("page", "2") // addParameter, URIBuilder
        .addHeader("Accept", "text/csv") // addHeader
        .file(report); // setEntity(new FileEntity(…))
    Response response = session.request(request); // client.execute(request, handler)
    int code = response.status(); // response.getCode()
    String text = response.text(); // EntityUtils.toString(entity)
    Optional<String> type = response.header("Content-Type"); // entity.getContentType()
    session.request(Request.post(url).body(Body.form().field("a", "1"))); // UrlEncodedFormEntity
    session.request(Request.post(url).body(Body.multipart().file("f", report))); // MultipartEntity
    session
        .sendAsync(request)
        .thenAccept(r -> System.out.println(r.status()))
        .join(); // HttpAsyncClient
    session.close();
    // end
    assertThat(code).isEqualTo(200);
    assertThat(text).isNotEmpty();
    assertThat(type).isEmpty();
  }

  @Test
  void fromTheJdk() {
    Path file = folder.resolve("orders");
    // sample: jdk
    Session session = Session.builder() // HttpClient.newBuilder()
        .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(20))) // connectTimeout
        .cookies() // cookieHandler(new CookieManager())
        .tls(Tls.builder().trustAlso(ca).build()) // sslContext(…), sslParameters(…)
        .codec(codec)
        .build();

    Request request = Request.post(url) // HttpRequest.newBuilder(URI.create(url))
        .header("Accept", "text/csv") // .header(…)
        .deadline(Duration.ofSeconds(30)) // .timeout(…), which ends before the body there
        .httpVersion(HttpVersion.NEGOTIATE) // .version(HTTP_2)
        .body("a;b"); // .POST(BodyPublishers.ofString(…))
    Response response = session.request(request); // client.send(request, BodyHandlers.ofString())
    String body = response.text(); // response.body()
    int status = response.status(); // response.statusCode()
    int before = response.redirects().size(); // response.previousResponse()

    CompletableFuture<Response> later = session.sendAsync(request); // sendAsync
    later.cancel(true); // ends the attempt and gives its connection back
    session.download(Request.get(url), file); // BodyHandlers.ofFile(…)
    session.streamAsync(Request.get(url)).join().close(); // BodyHandlers.ofPublisher()
    session.close();
    // end
    assertThat(body).isEqualTo("{\"a\":1}");
    assertThat(status).isEqualTo(200);
    assertThat(before).isZero();
    assertThat(file).hasContent(body);
  }

  /** An order. */
  public record Order(int a) {}

  @Test
  void fromSpring() {
    // sample: spring
    Session session = Session.builder() // RestClient.builder(), new RestTemplate()
        .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(20))) // of the factory
        .codec(codec) // messageConverters(…)
        .build();

    Order order = session
        .request(Request.get(url).query("page", "2")) // get().uri("…?page={page}", 2)
        .raiseForStatus() // retrieve() throws by default
        .json(Order.class); // .body(Order.class)
    List<Order> none = session
        .request(Request.get(url).header("Accept", "application/json")) // .accept(…)
        .json(
            new TypeRef<Map<String, Integer>>() {}) // .body(new ParameterizedTypeReference<>() {})
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 1)
        .map(entry -> new Order(entry.getValue()))
        .toList();
    Response created = session.request(Request.post(url).json(order)); // post().body(order)
    int status = created.status(); // toEntity(…).getStatusCode()
    try {
      created.raiseForStatus();
    } catch (StatusException e) { // RestClientResponseException
      e.problem()
          .ifPresent(p -> System.out.println(p.detail())); // getResponseBodyAs(ProblemDetail)
    }
    session.close();
    // end
    assertThat(order).isEqualTo(new Order(1));
    assertThat(none).isEmpty();
    assertThat(status).isEqualTo(200);
  }
}
