/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

/**
 * The service by which the AWS SDK finds Holdfast for clients that are built without an HTTP
 * client: if it is the only one on the class path, or named by the system properties
 * {@code software.amazon.awssdk.http.service.impl} and
 * {@code software.amazon.awssdk.http.async.service.impl}.
 */
public final class HoldfastSdkHttpService implements SdkHttpService, SdkAsyncHttpService {

  /** Called by the SDK. */
  public HoldfastSdkHttpService() {}

  @Override
  public SdkHttpClient.Builder<?> createHttpClientBuilder() {
    return HoldfastSdkHttpClient.builder();
  }

  @Override
  public SdkAsyncHttpClient.Builder<?> createAsyncHttpClientFactory() {
    return HoldfastSdkAsyncHttpClient.builder();
  }
}
