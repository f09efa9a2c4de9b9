/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.codec.CodecException;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The seam of codecs: whatever one does, the call ends with an exception of the family. */
class CodecsTest {

  private final MockedSession mocked = new MockedSession();

  /** Encodes to its name, decodes to the document as text; or throws. */
  private record Fake(
      String name,
      @Nullable RuntimeException failure,
      @Nullable Error error,
      @Nullable Object result)
      implements BodyCodec {

    static Fake named(String name) {
      return new Fake(name, null, null, null);
    }

    static Fake failing(RuntimeException failure) {
      return new Fake("fake", failure, null, null);
    }

    static Fake failing(Error error) {
      return new Fake("fake", null, error, null);
    }

    @Override
    public String contentType() {
      return "application/" + name;
    }

    @Override
    public byte[] encode(Object value) {
      fail();
      return (name + " " + value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object decode(byte[] document, Type type) {
      fail();
      return result == null ? new String(document, StandardCharsets.UTF_8) : result;
    }

    private void fail() {
      if (failure != null) {
        throw failure;
      }
      if (error != null) {
        throw error;
      }
    }
  }

  private Session session(BodyCodec codec) {
    return mocked.builder().codec(codec).build();
  }

  @Test
  void requestsAndResponsesUseTheCodecOfTheSession() throws IOException {
    Request request = Request.post("http://h/").json("x");
    mocked.transport.respond(200, "a").respond(200, "b");

    String first = session(Fake.named("one")).request(request).json(String.class);
    session(Fake.named("two")).request(request);

    assertThat(first).isEqualTo("a");
    assertThat(sent(0)).isEqualTo("one x");
    assertThat(sent(1)).isEqualTo("two x");
    assertThat(mocked.transport.requests().get(1).headers().first("Content-Type"))
        .contains("application/two");
  }

  private String sent(int index) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mocked.transport.requests().get(index).body().writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void encodesOnceForAllAttempts() throws IOException {
    AtomicInteger count = new AtomicInteger();
    BodyCodec counting = new BodyCodec() {
      @Override
      public byte[] encode(Object value) {
        return ("encoding " + count.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public Object decode(byte[] document, Type type) {
        return document;
      }
    };
    mocked.transport.respond(503).respond(503).respond(200);

    session(counting)
        .request(
            Request.post("http://h/").json("x").idempotencyKey(IdempotencyKey.of("key-0000001")));

    assertThat(List.of(sent(0), sent(1), sent(2))).containsOnly("encoding 1");
  }

  static List<Error> linkageTrouble() {
    return List.of(
        new NoClassDefFoundError("com/fasterxml/jackson/annotation/JsonSerializeAs"),
        new NoSuchMethodError("readTree"),
        new ExceptionInInitializerError(new IllegalStateException("static")),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("linkageTrouble")
  void anErrorOfALibraryIsARequestException(Error error) {
    Session session = session(Fake.failing(error));
    mocked.transport.respond(200, "{}");
    Request request = Request.post("http://h/").json("x");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> session.request(request))
        .withMessageStartingWith("json: ");
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> session.sendAsync(request).join())
        .withCauseInstanceOf(InvalidRequestException.class);
    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> session.get("http://h/").json(Object.class));
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  void linkageTroubleIsNamedAndItsCauseKept() {
    NoClassDefFoundError missing = new NoClassDefFoundError("a/B");
    mocked.transport.respond(200, "{}");

    BodyDecodingException e = catchThrowableOfType(
        BodyDecodingException.class,
        () -> session(Fake.failing(missing)).get("http://h/").json(Object.class));

    assertThat(e)
        .hasMessageContaining("CodecsTest.Fake cannot be used, java.lang.NoClassDefFoundError: a/B"
            + " (expected: versions of its libraries that fit together)")
        .hasCause(missing);
  }

  @Test
  @Tag("I20")
  void whatACodecThrowsIsToldByItsTypeAndPlaceOnly() {
    RuntimeException secret = new IllegalStateException("canary", new Exception("canary"));
    mocked.transport.respond(200, "{}");
    Session session = session(Fake.failing(secret));

    Function<Runnable, String> trace = action -> {
      StringWriter text = new StringWriter();
      catchThrowable(action::run).printStackTrace(new PrintWriter(text));
      return text.toString();
    };

    assertThat(trace.apply(() -> session.get("http://h/").json(Object.class)))
        .contains("failed with java.lang.IllegalStateException", "CodecsTest.java")
        .doesNotContain("canary");
    assertThat(trace.apply(() -> session.request(Request.post("http://h/").json("x"))))
        .contains("failed with java.lang.IllegalStateException", "CodecsTest.java")
        .doesNotContain("canary");
  }

  @Test
  void theMessageOfACodecExceptionIsShown() {
    BodyCodec codec = new BodyCodec() {
      @Override
      public byte[] encode(Object value) throws CodecException {
        throw new CodecException("too round");
      }

      @Override
      public Object decode(byte[] document, Type type) throws CodecException {
        throw new CodecException("too flat");
      }
    };
    mocked.transport.respond(200, "<p>");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> session(codec).request(Request.post("http://h/").json("x")))
        .withMessage("json: too round");
    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> session(codec).get("http://h/").json(Integer.class))
        .withMessage("the body of the 200 from http://h/ is not JSON of type java.lang.Integer:"
            + " too flat; it looks like HTML or XML")
        .withNoCause();
  }

  @Test
  void aValueOfAnotherTypeIsNeverHandedOut() {
    mocked.transport.respond(200, "{}").respond(200, "{}");
    Session session = session(new Fake("fake", null, null, "text"));

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> session.get("http://h/").json(Integer.class))
        .withMessageContaining("gave a java.lang.String");
    assertThat(session.get("http://h/").json(CharSequence.class)).isEqualTo("text");
  }

  @Test
  void aContentTypeThatIsNoHeaderIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> session(Fake.named("x\r\nEvil: 1"))
            .request(Request.post("http://h/").json("x")))
        .withMessageContaining("Content-Type");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, UTF-8, ''",
    "application/json, UTF-8, EFBBBF",
    "application/json; charset=iso-8859-1, ISO-8859-1, ''",
    "application/json; charset=iso-8859-1, UTF-8, ''",
    "application/json; charset=klingon, UTF-8, ''",
    "application/json; charset=iso-8859-1, UTF-16BE, ''",
    "application/json; charset=utf-8, UTF-16BE, FEFF",
    "application/json, UTF-16LE, ''",
    "application/json, UTF-16LE, FFFE",
    "application/json, UTF-32BE, ''",
    "application/json, UTF-32BE, 0000FEFF",
    "application/json, UTF-32LE, ''",
    "application/json, UTF-32LE, FFFE0000"
  })
  void aCodecGetsUtf8WithoutAMark(String contentType, String charset, String mark) {
    String document = "{\"name\":\"caf\u00e9 \u20ac\"}";
    if (charset.equals("ISO-8859-1")) {
      document = document.replace('\u20ac', '\u00a4');
    }
    byte[] bytes =
        join(java.util.HexFormat.of().parseHex(mark), document.getBytes(Charset.forName(charset)));
    mocked.transport.handle(
        request -> new MockResponse(200, Headers.empty().plus("Content-Type", contentType), bytes));

    assertThat(session(Fake.named("x")).get("http://h/").json(String.class)).isEqualTo(document);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @ParameterizedTest
  @CsvSource({"''", "00", "7", "FF", "FE"})
  void shortBodiesComeAsTheyAre(String body) {
    mocked.transport.respond(200, body);

    assertThat(session(Fake.named("x")).get("http://h/").json(String.class)).isEqualTo(body);
  }

  @Test
  void aRequestShowsNothingOfItsValue() {
    Request request = Request.post("http://h/").json(List.of("canary"));

    assertThat(request.body().toString()).startsWith("Body[JSON of a ").doesNotContain("canary");
    assertThat(request.body().repeatable()).isTrue();
  }
}
