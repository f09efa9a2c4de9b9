/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

/**
 * One header line.
 *
 * @param name as sent
 * @param value without surrounding white space
 */
public record Header(String name, String value) {}
