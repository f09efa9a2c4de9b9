/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.http.Session;
import dev.holdfast.okhttp.HoldfastCallFactory;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Url;

/** OkHttp and a service of Retrofit. */
final class RetrofitHosts {

  private static final MediaType TEXT = MediaType.get("text/plain");

  private RetrofitHosts() {}

  interface Service {
    @GET
    Call<ResponseBody> get(@Url String url, @Header("Idempotency-Key") @Nullable String key);

    @POST
    Call<ResponseBody> post(
        @Url String url, @Header("Idempotency-Key") @Nullable String key, @Body RequestBody body);
  }

  static String okHttp(Session session, Exchange exchange) throws IOException {
    return okHttp(HoldfastCallFactory.of(session), exchange);
  }

  static String okHttp(okhttp3.Call.Factory calls, Exchange exchange) throws IOException {
    Request.Builder request = new Request.Builder()
        .url(exchange.url())
        .method(
            exchange.method(),
            exchange.body().map(body -> RequestBody.create(body, TEXT)).orElse(null));
    exchange.key().ifPresent(key -> request.header("Idempotency-Key", key));
    try (okhttp3.Response response = calls.newCall(request.build()).execute()) {
      return response.code() + " " + Objects.requireNonNull(response.body()).string();
    }
  }

  private static Call<ResponseBody> call(Session session, Exchange exchange) {
    Service service = new Retrofit.Builder()
        .baseUrl("http://base.example.com/")
        .callFactory(HoldfastCallFactory.of(session))
        .build()
        .create(Service.class);
    String key = exchange.key().orElse(null);
    return exchange.body().isEmpty()
        ? service.get(exchange.url(), key)
        : service.post(exchange.url(), key, RequestBody.create(exchange.body().get(), TEXT));
  }

  static String retrofit(Session session, Exchange exchange) throws IOException {
    return text(call(session, exchange).execute());
  }

  static String enqueued(Session session, Exchange exchange) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    call(session, exchange).enqueue(new Callback<>() {
      @Override
      public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
        try {
          result.complete(text(response));
        } catch (IOException e) {
          result.completeExceptionally(e);
        }
      }

      @Override
      public void onFailure(Call<ResponseBody> call, Throwable failure) {
        result.completeExceptionally(failure);
      }
    });
    return result.get();
  }

  private static String text(Response<ResponseBody> response) throws IOException {
    ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody();
    return response.code() + " " + Objects.requireNonNull(body).string();
  }
}
