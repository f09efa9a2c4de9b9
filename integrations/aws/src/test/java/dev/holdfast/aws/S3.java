/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.FaultServer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;

/** Real clients of S3 against a scripted server. */
public final class S3 {

  static final String BUCKET = "shelf";

  private S3() {}

  /** Configures the builder for that server, with credentials to sign with. */
  public static <B extends S3BaseClientBuilder<B, C>, C> B at(FaultServer server, B builder) {
    return builder
        .endpointOverride(URI.create(server.origin()))
        .forcePathStyle(true)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
  }

  /** A session with the given settings and a short wait for a silent server. */
  static Session hasty(Session session) {
    return session.toBuilder()
        .timeouts(Timeouts.defaults().read(Duration.ofMillis(500)))
        .build();
  }

  /** Keeps the last request as the SDK signed it. */
  static final class Signed implements ExecutionInterceptor {

    private final AtomicReference<@Nullable SdkHttpRequest> last = new AtomicReference<>();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      last.set(context.httpRequest());
    }

    SdkHttpRequest last() {
      return Objects.requireNonNull(last.get());
    }
  }
}
