/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.json;

import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.codec.CodecException;
import dev.holdfast.http.message.Body;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a session: the one of its builder, else the one found on first use. Every exception
 * of a codec is rethrown as a {@link CodecException}: libraries of versions that do not fit throw
 * {@link LinkageError}s, and endless values overflow the stack. Thread-safe.
 */
public final class Codecs {

  private final @Nullable BodyCodec own;
  /** The codec that was found. Two threads may look at once; both find the same. */
  private volatile @Nullable BodyCodec found;

  private Codecs(@Nullable BodyCodec own) {
    this.own = own;
  }

  /**
   * Returns the codecs of a session.
   *
   * @param own the codec of its builder, if one was set
   */
  public static Codecs of(@Nullable BodyCodec own) {
    return new Codecs(own);
  }

  /**
   * Returns the body as sent: a value as JSON, any other body unchanged.
   *
   * @throws IllegalArgumentException if the value cannot be encoded
   */
  public Body encoded(Body body) {
    return body instanceof JsonBody json ? json.encoded(this) : body;
  }

  Body encode(Object value) throws CodecException {
    BodyCodec codec = codec();
    byte[] bytes = guarded(codec, () -> codec.encode(value));
    String contentType = guarded(codec, codec::contentType);
    if (bytes == null || contentType == null) {
      throw new CodecException(name(codec) + " gave null (expected: bytes and a content type)");
    }
    return Body.wrap(bytes, contentType);
  }

  /** Decodes the value in that document; null if the document says so. */
  public @Nullable Object decode(byte[] utf8, Type type) throws CodecException {
    BodyCodec codec = codec();
    Object value = guarded(codec, () -> codec.decode(utf8, type));
    if (value != null
        && type instanceof Class<?> wanted
        && !wanted.isPrimitive()
        && !wanted.isInstance(value)) {
      throw new CodecException(name(codec) + " gave a " + value.getClass().getName());
    }
    return value;
  }

  private BodyCodec codec() throws CodecException {
    if (own != null) {
      return own;
    }
    BodyCodec known = found;
    if (known == null) {
      known = CodecSearch.best();
      found = known;
    }
    return known;
  }

  private interface Coding<T> {
    @Nullable T run() throws CodecException;
  }

  private static <T> @Nullable T guarded(BodyCodec codec, Coding<T> coding) throws CodecException {
    try {
      return coding.run();
    } catch (LinkageError e) {
      throw new CodecException(
          name(codec) + " cannot be used, " + root(e)
              + " (expected: versions of its libraries that fit together)",
          e);
    } catch (StackOverflowError e) {
      throw new CodecException("nested too deeply (expected: a value without circles)");
    } catch (RuntimeException e) {
      // The exception's message may quote the document. The position does not.
      CodecException place = new CodecException(e.getClass().getName());
      place.setStackTrace(e.getStackTrace());
      throw new CodecException(name(codec) + " failed with " + e.getClass().getName(), place);
    }
  }

  /**
   * Returns the first cause. A class that failed to load once is later reported without the class
   * that it lacked.
   */
  static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String name(BodyCodec codec) {
    return Objects.requireNonNullElse(
        codec.getClass().getCanonicalName(), codec.getClass().getName());
  }
}
