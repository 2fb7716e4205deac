package dev.cascara.benchmarks.compare;

import java.util.Arrays;
import java.util.List;

/** The few statistics that are printed. */
final class Statistics {
  private Statistics() {}

  /** The middle one, or the mean of the two in the middle. */
  static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : (sorted[middle - 1] + (double) sorted[middle]) / 2;
  }

  /** The geometric mean; NaN of nothing. */
  static double geometricMean(List<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }
}
