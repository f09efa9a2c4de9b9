/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.langchain4j;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.MultipartBody;
import dev.langchain4j.http.client.FormDataFile;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts LangChain4j's requests to a session's requests, and the responses to LangChain4j's. */
final class Messages {

  private Messages() {}

  static Request request(HttpRequest request) {
    boolean form =
        !request.formDataFields().isEmpty() || !request.formDataFiles().isEmpty();
    Request converted = Request.of(request.method().name(), request.url());
    if (form) {
      converted = converted.body(form(request));
    } else if (request.body() != null) {
      converted = converted.body(AdapterBody.of(request.body().getBytes(StandardCharsets.UTF_8)));
    }
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      // The session sets the boundary of a form.
      if (!form || !header.getKey().equalsIgnoreCase("Content-Type")) {
        for (String value : header.getValue()) {
          converted = AdapterHeaders.add(converted, header.getKey(), value);
        }
      }
    }
    return converted;
  }

  private static Body form(HttpRequest request) {
    MultipartBody form = Body.multipart();
    for (Map.Entry<String, String> field : request.formDataFields().entrySet()) {
      form = form.field(field.getKey(), field.getValue());
    }
    for (Map.Entry<String, FormDataFile> file : request.formDataFiles().entrySet()) {
      FormDataFile data = file.getValue();
      form = form.file(file.getKey(), data.fileName(), Body.of(data.content(), data.contentType()));
    }
    return form;
  }

  /** Everything of a response except its body. */
  static SuccessfulHttpResponse.Builder head(HttpResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Headers.Field field : AdapterHeaders.of(response)) {
      headers.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value());
    }
    return SuccessfulHttpResponse.builder().statusCode(response.status()).headers(headers);
  }
}
