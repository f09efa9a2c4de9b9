/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms, multipart, and bodies that open their source anew. */
class FormsTest {

  @TempDir
  Path folder;

  private static byte[] bytes(Body body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.writeTo(out);
    return out.toByteArray();
  }

  private static String text(Body body) throws IOException {
    return new String(bytes(body), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "a b, a+b",
    "a+b, a%2Bb",
    "*-._, *-._",
    "~!'(), %7E%21%27%28%29",
    "a&b=c%d, a%26b%3Dc%25d",
    "caf\u00e9\u20ac, caf%C3%A9%E2%82%AC",
    "\ud83d\ude00, %F0%9F%98%80",
    "x\ud83dy, x%EF%BF%BDy",
    "'', ''"
  })
  void writesAFormAsTheUrlStandardDoes(String value, String encoded) throws IOException {
    assertThat(text(Body.form().field(value, value))).isEqualTo(encoded + "=" + encoded);
  }

  @Test
  void keepsTheOrderAndRepeatedNamesOfAForm() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("z", "1\r\n");
    fields.put("a", "2");

    FormBody form = Body.form(fields).field("z", "3");

    assertThat(text(form)).isEqualTo("z=1%0D%0A&a=2&z=3");
    assertThat(form.length()).isEqualTo(17);
    assertThat(form.contentType()).contains("application/x-www-form-urlencoded");
    assertThat(form.repeatable()).isTrue();
    assertThat(form.toString()).isEqualTo("Body[form, 3 fields, 17 bytes]");
    assertThat(text(Body.form())).isEmpty();
  }

  private static String boundary(Body body) {
    return body.contentType().orElseThrow().replaceFirst("multipart/form-data; boundary=", "");
  }

  @Test
  void writesPartsAsBrowsersDo() throws IOException {
    Path file = Files.writeString(folder.resolve("r\u00e9sum\u00e9.txt"), "file");

    MultipartBody body = Body.multipart()
        .field("na\"me\r\n", "va\"lue\r\n")
        .file("f", file)
        .file("g", "a\\b\"\n.png", Body.of(new byte[] {0, 1}, "image/png"))
        .part("json", Body.of("{}", "application/json"));

    String b = boundary(body);
    assertThat(text(body))
        .isEqualTo(String.join(
            "\r\n",
            "--" + b,
            "Content-Disposition: form-data; name=\"na%22me%0D%0A\"",
            "",
            "va\"lue\r\n",
            "--" + b,
            "Content-Disposition: form-data; name=\"f\"; filename=\"r\u00e9sum\u00e9.txt\"",
            "Content-Type: application/octet-stream",
            "",
            "file",
            "--" + b,
            "Content-Disposition: form-data; name=\"g\"; filename=\"a\\b%22%0A.png\"",
            "Content-Type: image/png",
            "",
            "\0\1",
            "--" + b,
            "Content-Disposition: form-data; name=\"json\"",
            "Content-Type: application/json",
            "",
            "{}",
            "--" + b + "--",
            ""));
    assertThat(body.length()).isEqualTo(bytes(body).length);
    assertThat(bytes(body)).isEqualTo(bytes(body));
    assertThat(body.repeatable()).isTrue();
  }

  @Test
  void aBoundaryIsRandomAndSafe() {
    String first = boundary(Body.multipart());

    assertThat(first).matches("[-a-z0-9]{30,70}").isNotEqualTo(boundary(Body.multipart()));
  }

  @Test
  void knowsItsLengthIfAllPartsDo() {
    Body unknown = Body.of(() -> new ByteArrayInputStream(new byte[3]));

    assertThat(Body.multipart().part("a", Body.of("x")).part("b", unknown).length())
        .isEqualTo(-1);
    assertThat(Body.multipart().length()).isEqualTo(boundary(Body.multipart()).length() + 6);
  }

  @Test
  void isRepeatableIfAllPartsAre() throws IOException {
    Body once = Body.once(new ByteArrayInputStream(new byte[3]), 3);
    MultipartBody body = Body.multipart().field("a", "x").part("b", once);

    assertThat(body.repeatable()).isFalse();
    assertThat(body.mayStall()).isTrue();
    assertThat(body.spent()).isFalse();
    bytes(body);
    assertThat(body.spent()).isTrue();
  }

  @Test
  void refusesHeadersHiddenInAContentType() {
    Body hidden = new WrappedBody(Body.of("x")) {
      @Override
      public Optional<String> contentType() {
        return Optional.of("text/plain\r\nX-Evil: 1");
      }
    };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.multipart().file("photo", "a.png", hidden))
        .withMessageContaining("contentType of part 'photo'")
        .withMessageContaining("no CR, LF or NUL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.of("x").withContentType("a\r\nb"))
        .withMessageContaining("Content-Type");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.multipart().file("photo", "", Body.of("x")))
        .withMessage("fileName: empty (expected: a name; part(…) has none)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.multipart().file("photo", folder.resolve("none")))
        .withMessageStartingWith("file: ");
  }

  @Test
  void noPartMayBeLongerOrShorterThanItSays() {
    Body wrong = Body.of(() -> new ByteArrayInputStream(new byte[3]), 4);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> bytes(Body.multipart().part("p", wrong)))
        .withMessage("part 'p' declared 4 bytes and wrote 3");
  }

  @Test
  void opensItsSourceForEachWriting() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    Body body =
        Body.of(() -> new ByteArrayInputStream(new byte[] {(byte) opened.incrementAndGet()}));

    assertThat(bytes(body)).containsExactly(1);
    assertThat(bytes(body)).containsExactly(2);
    assertThat(body.repeatable()).isTrue();
    assertThat(body.mayStall()).isTrue();
    assertThat(body.toString()).isEqualTo("Body[source, unknown length]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.of(() -> new ByteArrayInputStream(new byte[0]), -2))
        .withMessage("length: -2 (expected: >= 0, or -1 if not known)");
  }

  @Test
  void asksForAPublisherForEachWriting() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Body body = Body.publisher(
        () -> {
          asked.incrementAndGet();
          return new BytesPublisher("x".getBytes(StandardCharsets.UTF_8));
        },
        1);

    assertThat(text(body)).isEqualTo("x");
    assertThat(text(body)).isEqualTo("x");
    assertThat(asked).hasValue(2);
    assertThat(body.repeatable()).isTrue();
  }

  @Test
  void aPublisherThatCannotBeMadeIsAFailureOfTheBody() {
    Body body = Body.publisher(
        () -> {
          throw new IllegalStateException("none left");
        },
        1);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> bytes(body))
        .withMessageContaining("none left");
    assertThat(body.asPublisher()).isPresent();
  }

  @Test
  void compressesWhatIsInMemoryAtOnce() throws IOException {
    Body body = GzipBody.of(Body.of("x".repeat(10_000)));

    assertThat(body.length()).isBetween(10L, 200L).isEqualTo(bytes(body).length);
    assertThat(body.contentType()).contains("text/plain; charset=utf-8");
    assertThat(unzipped(bytes(body))).isEqualTo("x".repeat(10_000));
  }

  @Test
  void compressesOtherBodiesWhileTheyAreWritten() throws IOException {
    byte[] noise = new byte[3_000_000];
    new Random(1).nextBytes(noise);
    Path file = Files.write(folder.resolve("noise"), noise);
    Body body = GzipBody.of(Body.file(file));

    assertThat(body.length()).isEqualTo(-1);
    assertThat(body.asPublisher()).isEmpty();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes(body))).readAllBytes())
        .isEqualTo(noise);
    assertThat(bytes(body)).isEqualTo(bytes(body));
  }

  @Test
  void aCompressedBodyThatBreaksOffHasNoEnd() {
    Body wrong = Body.of(() -> new ByteArrayInputStream(new byte[3]), 4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> GzipBody.of(wrong).writeTo(out))
        .withMessage("declared 4 bytes and wrote 3");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> unzipped(out.toByteArray()));
  }

  private static String unzipped(byte[] coded) throws IOException {
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(coded)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void changesTheContentTypeOnly() throws IOException {
    Body body = Body.of("x").withContentType("text/csv");

    assertThat(body.contentType()).contains("text/csv");
    assertThat(text(body)).isEqualTo("x");
    assertThat(body.inMemory()).isTrue();
    assertThat(body.asPublisher()).isPresent();
  }
}
