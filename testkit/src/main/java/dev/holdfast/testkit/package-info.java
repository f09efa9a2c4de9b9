/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Tools that test how an HTTP client behaves under faults.
 *
 * <ul>
 *   <li>{@link dev.holdfast.testkit.FaultServer} plays a script of
 *       {@link dev.holdfast.testkit.Step}s on real sockets and keeps a log of the requests;
 *   <li>{@link dev.holdfast.testkit.DeadEnd} is an address that never answers;
 *   <li>{@link dev.holdfast.testkit.TestCertificates} makes good and bad TLS certificates;
 *   <li>{@link dev.holdfast.testkit.VirtualTime} is a clock on which waiting takes no time;
 *   <li>{@link dev.holdfast.testkit.FaultServerExtension} passes the first and the last to JUnit
 *       tests (JUnit is an optional dependency).
 * </ul>
 *
 * <pre>{@code
 * try (FaultServer server = FaultServer.start(Step.respond(503), Step.respond(200).body("ok"))) {
 *   String answer = client.get(server.url("/report"));
 *   assertThat(answer).isEqualTo("ok");
 *   assertThat(server.requests()).hasSize(2);
 * }
 * }</pre>
 */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
