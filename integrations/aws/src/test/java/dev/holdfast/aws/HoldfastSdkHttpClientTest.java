/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class HoldfastSdkHttpClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Session session =
      Session.builder().timeouts(Timeouts.defaults().deadline(PATIENCE)).build();
  private final FaultServer server = FaultServer.start();
  private final S3.Signed signed = new S3.Signed();
  private final S3Client s3 = S3.at(server, S3Client.builder())
      .httpClient(HoldfastSdkHttpClient.of(session))
      .overrideConfiguration(set -> set.addExecutionInterceptor(signed))
      .build();

  @AfterEach
  void close() {
    s3.close();
    session.close();
    server.close();
  }

  private ResponseInputStream<GetObjectResponse> get(String key) {
    return s3.getObject(get -> get.bucket(S3.BUCKET).key(key));
  }

  private void put(RequestBody body) {
    s3.putObject(put -> put.bucket(S3.BUCKET).key("book"), body);
  }

  /** The SDK's attempt number of each request that the server received. */
  private List<String> attempts() {
    return server.requests().stream()
        .map(seen -> seen.header("amz-sdk-request").orElse("").replaceAll(";.*", ""))
        .toList();
  }

  private static List<String> attemptsUpTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(n -> "attempt=" + n).toList();
  }

  @Test
  void anAttemptOfTheSdkIsOneAttemptHere() throws IOException {
    server.script(
        Step.respond(503), Step.resetBeforeHeaders(), Step.respond(200).body("tea"));

    try (ResponseInputStream<GetObjectResponse> object = get("book")) {
      assertThat(object.readAllBytes()).asString().isEqualTo("tea");
    }

    assertThat(attempts()).isEqualTo(attemptsUpTo(3));
  }

  @Test
  void theSdkGivesUpAfterItsOwnAttempts() {
    server.script(Step.always(Step.respond(503).header("Retry-After", "0")));

    assertThatThrownBy(() -> get("book"))
        .isInstanceOf(S3Exception.class)
        .extracting(failure -> ((S3Exception) failure).statusCode())
        .isEqualTo(503);

    assertThat(attempts())
        .hasSizeGreaterThan(2)
        .isEqualTo(attemptsUpTo(server.requests().size()));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 3 << 20})
  void contentIsOpenedAnewForEachAttemptOfTheSdk(int length) {
    server.script(Step.respond(503), Step.respond(200));
    byte[] content = "x".repeat(length).getBytes(US_ASCII);
    AtomicInteger opened = new AtomicInteger();
    ContentStreamProvider provider = () -> {
      opened.incrementAndGet();
      return new ByteArrayInputStream(content);
    };

    put(RequestBody.fromContentProvider(provider, length, "text/plain"));

    assertThat(attempts()).isEqualTo(attemptsUpTo(2));
    assertThat(server.requests())
        .allMatch(SeenRequest::complete)
        .allMatch(seen -> seen.header("Content-Type").equals(Optional.of("text/plain")))
        .allMatch(seen -> seen.bodyText().contains("x".repeat(12)));
    assertThat(opened).hasValueGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"book", "a/../b", "a//b/./", "gr\u00fcn & blau+1%", "x?y#z"})
  void aRequestIsSentAsItWasSigned(String key) {
    server.script(Step.respond(200));

    s3.putObject(
        put -> put.bucket(S3.BUCKET)
            .key(key)
            .contentType("text/plain")
            .metadata(Map.of("colour", "green", "empty", "")),
        RequestBody.fromString("tea"));

    SdkHttpRequest sent = signed.last();
    SeenRequest seen = server.requests().get(0);
    assertThat(seen.target())
        .isEqualTo(sent.encodedQueryParameters()
            .map(query -> sent.encodedPath() + "?" + query)
            .orElse(sent.encodedPath()));
    List<String> names = signedHeaders(sent);
    assertThat(names).contains("host", "content-length", "content-type", "x-amz-date");
    assertThat(names)
        .allSatisfy(name -> assertThat(seen.headerValues(name))
            .as(name)
            .isEqualTo(sent.matchingHeaders(name).stream().map(String::strip).toList()));
    assertThat(seen.header("Expect")).isEqualTo(sent.firstMatchingHeader("Expect"));
  }

  private static List<String> signedHeaders(SdkHttpRequest request) {
    String authorization = request.firstMatchingHeader("Authorization").orElseThrow();
    return List.of(
        authorization.replaceAll(".*SignedHeaders=", "").replaceAll(",.*", "").split(";", -1));
  }

  @Test
  void theContentWaitsForTheServerThatWasAsked() {
    server.script(Step.onHead(
        Action.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        Action.fin()));

    assertThatThrownBy(() -> put(RequestBody.fromBytes(new byte[3 << 20])))
        .isInstanceOf(S3Exception.class);

    assertThat(server.requests()).hasSize(1).allMatch(seen -> seen.body().length == 0);
  }

  @Test
  void aContentThatEndsEarlyIsNotSentAsIfItWasWhole() {
    server.script(Step.always(Step.respond(200)));
    ContentStreamProvider tooShort = () -> new ByteArrayInputStream(new byte[10]);

    assertThatThrownBy(() -> put(RequestBody.fromContentProvider(tooShort, 3 << 20, "text/plain")))
        .isInstanceOf(SdkClientException.class);

    assertThat(server.requests()).noneMatch(SeenRequest::complete);
  }

  @Test
  void silenceEndsAtTheReadTimeout() throws IOException {
    server.script(Step.always(Step.stallMidBody()));
    try (Session hasty = S3.hasty(session);
        S3Client over = S3.at(server, S3Client.builder())
            .httpClient(HoldfastSdkHttpClient.of(hasty))
            .build()) {
      try (InputStream object = over.getObject(get -> get.bucket(S3.BUCKET).key("book"))) {
        assertThatThrownBy(object::readAllBytes)
            .satisfies(failure -> assertThat(kind(failure)).isEqualTo(FailureKind.READ_TIMEOUT));
      }

      server.script(Step.always(Step.stall()));
      assertThatThrownBy(() -> over.getObject(get -> get.bucket(S3.BUCKET).key("book")))
          .isInstanceOf(SdkClientException.class)
          .hasCauseInstanceOf(SocketTimeoutException.class)
          .hasRootCauseInstanceOf(TransportException.class);
    }
  }

  @Test
  void aBodyThatIsCutIsAnErrorAndNotAShortAnswer() throws IOException {
    server.script(Step.truncatedBody());

    try (ResponseInputStream<GetObjectResponse> object = get("book")) {
      assertThatThrownBy(object::readAllBytes)
          .satisfies(failure ->
              assertThat(kind(failure)).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY));
    }
  }

  private static FailureKind kind(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof TransportException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertThat(cause).isInstanceOf(TransportException.class);
    return ((TransportException) cause).kind();
  }

  @Test
  void aRequestThatWasAbortedBeforeItBeganConnectsToNothing() {
    ExecutableHttpRequest request = HoldfastSdkHttpClient.of(session)
        .prepareRequest(HttpExecuteRequest.builder()
            .request(SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(server.url("/")))
                .build())
            .build());
    request.abort();

    assertThatThrownBy(request::call).isInstanceOf(IOException.class).hasMessageContaining("abort");
    assertThat(server.connections()).isZero();
  }

  @Test
  void anAbortedStreamClosesItsConnection() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
        Action.endless(new byte[1 << 14])));

    ResponseInputStream<GetObjectResponse> object = get("book");
    assertThat(object.read()).isZero();
    object.abort();

    server.awaitNoConnection(PATIENCE);
    assertThatThrownBy(() -> object.readNBytes(100_000_000)).isInstanceOf(IOException.class);
  }

  @Test
  void anAttemptTimeoutOfTheSdkEndsTheExchange() throws Exception {
    server.script(Step.always(Step.stall()));

    assertThatThrownBy(() -> s3.getObject(get -> get.bucket(S3.BUCKET)
            .key("book")
            .overrideConfiguration(set -> set.apiCallAttemptTimeout(Duration.ofMillis(300)))))
        .isInstanceOf(ApiCallAttemptTimeoutException.class);

    server.awaitNoConnection(PATIENCE);
    // Some may have ended before the server received them.
    assertThat(attempts()).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void redirectsAreTheSdks() {
    server.script(Step.respond(307).header("Location", "{other}/elsewhere"));

    assertThatThrownBy(() -> get("book")).isInstanceOf(S3Exception.class);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aCompressedObjectArrivesAsItIsStored() throws IOException {
    byte[] stored = {0x1f, (byte) 0x8b, 1, 2, 3};
    server.script(Step.respond(200).header("Content-Encoding", "gzip").body(stored));

    try (ResponseInputStream<GetObjectResponse> object = get("book")) {
      assertThat(object.readAllBytes()).isEqualTo(stored);
      assertThat(object.response().contentEncoding()).isEqualTo("gzip");
      assertThat(object.response().contentLength()).isEqualTo(5);
    }
  }

  @Test
  void aResponseWithoutABodyGivesItsConnectionBack() {
    server.script(Step.repeat(3, Step.respond(200).header("Content-Length", "7").keepAlive()));

    for (int i = 0; i < 3; i++) {
      assertThat(s3.headObject(head -> head.bucket(S3.BUCKET).key("book")).contentLength())
          .isEqualTo(7);
    }

    assertThat(server.connections()).isEqualTo(1);
    assertThat(session.connections().leased()).isZero();
  }

  @Test
  void theSdkFindsItWithoutBeingTold() {
    server.script(Step.respond(200));
    try (S3Client found = S3.at(server, S3Client.builder()).build()) {
      found.deleteObject(delete -> delete.bucket(S3.BUCKET).key("book"));
    }

    assertThat(server.requests().get(0).header("User-Agent").orElse("")).contains("Holdfast");
  }

  @Test
  void overTlsToo() {
    TestCertificates authority = TestCertificates.create();
    try (FaultServer secure = FaultServer.builder()
            .tls(authority.valid())
            .start(Step.respond(503), Step.truncatedBody(), Step.respond(200).body("tea"));
        Session trusting =
            session.toBuilder().tls(Tls.of(authority.clientContext())).build();
        S3Client over = S3.at(secure, S3Client.builder())
            .httpClient(HoldfastSdkHttpClient.of(trusting))
            .build()) {
      String object =
          over.getObjectAsBytes(get -> get.bucket(S3.BUCKET).key("book")).asUtf8String();

      assertThat(object).isEqualTo("tea");
      assertThat(secure.requests()).hasSize(3);
    }
  }

  @Test
  void closingTheClientLeavesTheSessionOpen() {
    server.script(Step.respond(200));
    HoldfastSdkHttpClient.of(session).close();

    assertThat(session.get(server.url("/")).status()).isEqualTo(200);
  }

  private static SdkHttpRequest.Builder request(FaultServer to) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.GET)
        .protocol("http")
        .host("localhost")
        .port(to.port())
        .encodedPath("/");
  }

  private void call(SdkHttpRequest.Builder request) throws IOException {
    try (SdkHttpClient client = HoldfastSdkHttpClient.of(session)) {
      client
          .prepareRequest(HttpExecuteRequest.builder().request(request.build()).build())
          .call();
    }
  }

  @Test
  void aSignedHeaderThatCannotBeSentIsRefused() {
    assertThatThrownBy(() -> call(request(server).putHeader("Host", "elsewhere")))
        .hasMessageContaining("Host: elsewhere");
    assertThatThrownBy(() -> call(request(server).putHeader("Host", "LOCALHOST:" + server.port())))
        .hasMessageContaining("Host: LOCALHOST");
    assertThatThrownBy(() -> call(request(server).putHeader("TE", "trailers")))
        .hasMessageContaining("TE");
    assertThatThrownBy(() -> call(request(server).encodedPath("/a b")))
        .hasMessageContaining("0x20");
    assertThatThrownBy(() -> call(request(server).putHeader("Content-Length", "many")))
        .hasMessageContaining("Content-Length: many");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aLengthThatWasSignedIsSentEvenIfItIsZero() throws IOException {
    server.script(Step.respond(200));

    call(request(server).putHeader("Content-Length", "0"));

    assertThat(server.requests().get(0).header("Content-Length")).hasValue("0");
  }
}
