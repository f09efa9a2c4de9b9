/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.api;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of types in signatures, with {@code @Nullable}. Names of the JDK and of the dumped
 * package are short; other names of the project omit only {@code dev.holdfast}.
 */
final class TypeNames {

  private static final String PROJECT = "dev.holdfast.";

  private final String home;

  /** @param home the package that is dumped */
  TypeNames(String home) {
    this.home = home;
  }

  String name(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      String component = name(array.getAnnotatedGenericComponentType());
      return component + (nullable.isEmpty() ? "" : " " + nullable) + "[]";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      return nullable + wildcard(wildcard);
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
      return nullable + name(raw) + names("<", parameterized.getAnnotatedActualTypeArguments());
    }
    return nullable + name(type.getType());
  }

  /** The types in angle brackets; empty if there are none. */
  private String names(String open, AnnotatedType[] types) {
    return Arrays.stream(types).map(this::name).collect(joining(", ", open, ">"));
  }

  private String wildcard(AnnotatedWildcardType type) {
    AnnotatedType[] lower = type.getAnnotatedLowerBounds();
    if (lower.length > 0) {
      return "? super " + name(lower[0]);
    }
    String upper = name(type.getAnnotatedUpperBounds()[0]);
    return upper.equals("Object") ? "?" : "? extends " + upper;
  }

  String name(Type type) {
    return type instanceof Class<?> known ? name(known) : type.getTypeName();
  }

  String name(Class<?> type) {
    String packageName = type.getPackageName();
    String name = type.getCanonicalName();
    if (packageName.equals(home) || packageName.startsWith("java.")) {
      return type.isPrimitive() ? name : name.substring(packageName.length() + 1);
    }
    return name.startsWith(PROJECT) ? name.substring(PROJECT.length()) : name;
  }

  /** The declared type variables with their bounds, as {@code <T extends @Nullable Object>}. */
  String variables(TypeVariable<?>[] variables) {
    if (variables.length == 0) {
      return "";
    }
    return Arrays.stream(variables).map(this::variable).collect(joining(", ", "<", ">"));
  }

  private String variable(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getAnnotatedBounds()).map(this::name).collect(joining(" & "));
    return bounds.equals("Object") ? variable.getName() : variable.getName() + " extends " + bounds;
  }
}
