package dev.cascara.wit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as Semantic Versioning 2.0 defines it, e.g. {@code 0.2.1} or {@code
 * 1.0.0-rc.1+build.5}.
 *
 * @param major the first number, decimal digits without leading zeros
 * @param minor the second number
 * @param patch the third number
 * @param preRelease what follows the hyphen, or an empty string
 * @param build what follows the plus sign, or an empty string
 */
public record Version(long major, long minor, long patch, String preRelease, String build)
    implements Comparable<Version> {
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final String PRE_IDENTIFIER = "(?:[0-9]*+[a-zA-Z-][0-9a-zA-Z-]*+|0|[1-9][0-9]*+)";
  private static final String BUILD_IDENTIFIER = "[0-9a-zA-Z-]++";
  private static final Pattern SYNTAX =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-("
              + PRE_IDENTIFIER
              + "(?:\\."
              + PRE_IDENTIFIER
              + ")*+))?"
              + "(?:\\+("
              + BUILD_IDENTIFIER
              + "(?:\\."
              + BUILD_IDENTIFIER
              + ")*+))?");

  private static final int MAX_LENGTH = 256;

  /**
   * Reads a version.
   *
   * @param text the whole version
   * @return the version, or empty if the text is not a full semantic version of at most 256
   *     characters
   */
  public static Optional<Version> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            matcher.group(4) == null ? "" : matcher.group(4),
            matcher.group(5) == null ? "" : matcher.group(5)));
  }

  /**
   * Orders by precedence, and versions of the same precedence by their build part, so that the
   * order agrees with {@code equals}.
   */
  @Override
  public int compareTo(Version other) {
    int order = Long.compare(major, other.major);
    if (order == 0) {
      order = Long.compare(minor, other.minor);
    }
    if (order == 0) {
      order = Long.compare(patch, other.patch);
    }
    if (order == 0) {
      order = comparePreReleases(preRelease, other.preRelease);
    }
    return order != 0 ? order : build.compareTo(other.build);
  }

  private static int comparePreReleases(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    String[] a = left.split("\\.", -1);
    String[] b = right.split("\\.", -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = compareIdentifiers(a[i], b[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private static int compareIdentifiers(String left, String right) {
    boolean leftIsNumber = isNumber(left);
    boolean rightIsNumber = isNumber(right);
    if (leftIsNumber && rightIsNumber) {
      // No leading zeros, so the longer number is the larger one, whatever its size.
      int order = Integer.compare(left.length(), right.length());
      return order != 0 ? order : left.compareTo(right);
    }
    return leftIsNumber != rightIsNumber ? (leftIsNumber ? -1 : 1) : left.compareTo(right);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Returns the version as it is written. */
  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (preRelease.isEmpty() ? "" : "-" + preRelease)
        + (build.isEmpty() ? "" : "+" + build);
  }
}
