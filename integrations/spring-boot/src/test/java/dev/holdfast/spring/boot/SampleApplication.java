/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.parity.Course;
import dev.holdfast.testkit.TestCertificates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** An application with a starter, the properties of {@code sample.yaml}, and plain clients. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SampleApplication {

  /** The authority whose certificates the SSL bundle {@code shop} trusts. */
  static final TestCertificates AUTHORITY = TestCertificates.create();

  /** Called by Spring. */
  public SampleApplication() {}

  static ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(SampleApplication.class)
        .web(WebApplicationType.NONE)
        .properties(Map.of(
            "spring.config.name",
            "sample",
            "spring.ssl.bundle.pem.shop.truststore.certificate",
            AUTHORITY.authorityPem()))
        .run(arguments);
  }

  @Bean
  RestClient restClient(RestClient.Builder builder) {
    return builder.build();
  }

  @Bean
  WebClient webClient(WebClient.Builder builder) {
    return builder.build();
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  InMemorySpanExporter spans() {
    return InMemorySpanExporter.create();
  }

  @Bean
  InMemoryMetricReader metrics() {
    return InMemoryMetricReader.create();
  }

  @Bean
  OpenTelemetry telemetry(InMemorySpanExporter spans, InMemoryMetricReader metrics) {
    return OpenTelemetrySdk.builder()
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .setTracerProvider(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build())
        .setMeterProvider(
            SdkMeterProvider.builder().registerMetricReader(metrics).build())
        .build();
  }

  @Bean
  Course.Tape tape() {
    return new Course.Tape();
  }

  @Bean
  SessionCustomizer recorded(Course.Tape tape) {
    return tape::on;
  }
}
