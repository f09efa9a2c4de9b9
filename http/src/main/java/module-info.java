/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** The HTTP session: every call bounded, every retry safe, every attempt explained. */
@NullMarked
module dev.holdfast.http {
  requires transitive dev.holdfast.core;
  requires static transitive org.jspecify;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.apache.httpcomponents.core5.httpcore5.h2;
  requires static com.google.common;
  requires static com.aayushatharva.brotli4j;
  requires static com.github.luben.zstd_jni;
  requires static com.ibm.icu;

  uses dev.holdfast.http.codec.BodyCodec;

  exports dev.holdfast.http;
  exports dev.holdfast.http.adapter;
  exports dev.holdfast.http.auth;
  exports dev.holdfast.http.batch;
  exports dev.holdfast.http.call;
  exports dev.holdfast.http.codec;
  exports dev.holdfast.http.cookie;
  exports dev.holdfast.http.download;
  exports dev.holdfast.http.hook;
  exports dev.holdfast.http.listen;
  exports dev.holdfast.http.har;
  exports dev.holdfast.http.link;
  exports dev.holdfast.http.message;
  exports dev.holdfast.http.mock;
  exports dev.holdfast.http.standard;
  exports dev.holdfast.http.paging;
  exports dev.holdfast.http.problem;
  exports dev.holdfast.http.tls;
  exports dev.holdfast.http.proxy;
  exports dev.holdfast.http.sse;
  exports dev.holdfast.http.transport;
}
