/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/**
 * Statuses separated by commas; {@code none} is the empty list.
 *
 * @param statuses each from 200 to 599
 */
public record StatusList(List<Integer> statuses) {

  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");

  static StatusList parse(String value) {
    if (value.equals("none")) {
      return new StatusList(List.of());
    }
    return new StatusList(
        Stream.of(value.split(",", -1)).map(item -> status(item.strip(), value)).toList());
  }

  private static int status(String item, String value) {
    if (!STATUS.matcher(item).matches()) {
      throw BadValue.of(value, "statuses from 200 to 599 separated by commas, or none");
    }
    return Integer.parseInt(item);
  }

  int[] toArray() {
    return statuses.stream().mapToInt(Integer::intValue).toArray();
  }

  public static final class Converter implements ITypeConverter<StatusList> {
    @Override
    public StatusList convert(String value) {
      return parse(value);
    }
  }
}
