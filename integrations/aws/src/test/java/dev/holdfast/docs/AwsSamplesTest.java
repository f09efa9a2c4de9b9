/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.aws.HoldfastSdkAsyncHttpClient;
import dev.holdfast.aws.HoldfastSdkHttpClient;
import dev.holdfast.aws.S3;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

class AwsSamplesTest {

  private static Session session() {
    // sample: session
    Session session = Session.builder()
        .timeouts(Timeouts.of(Duration.ofSeconds(2), Duration.ofSeconds(10)) // connect, silence
            .deadline(Duration.ofMinutes(10))) // the largest object included
        .build();
    // end
    return session;
  }

  @Test
  void aSessionCarriesTheClientsOfTheSdk() {
    try (Session session = session();
        FaultServer server = FaultServer.start(
            Step.respond(503),
            Step.respond(200).body("blocking"),
            Step.respond(503),
            Step.respond(200).body("asynchronous"))) {
      S3ClientBuilder s3Client = S3.at(server, S3Client.builder());
      S3AsyncClientBuilder s3AsyncClient = S3.at(server, S3AsyncClient.builder());
      // sample: client
      S3Client s3 = s3Client
          .httpClient(HoldfastSdkHttpClient.of(session))
          .overrideConfiguration(set -> set.apiCallTimeout(Duration.ofMinutes(15)))
          .build();
      S3AsyncClient s3Async =
          s3AsyncClient.httpClient(HoldfastSdkAsyncHttpClient.of(session)).build();
      // end
      try (s3;
          s3Async) {
        assertThat(s3.getObjectAsBytes(get -> get.bucket("shelf").key("book")).asUtf8String())
            .isEqualTo("blocking");
        assertThat(s3Async
                .getObject(
                    get -> get.bucket("shelf").key("book"), AsyncResponseTransformer.toBytes())
                .join()
                .asUtf8String())
            .isEqualTo("asynchronous");
      }
    }
  }
}
