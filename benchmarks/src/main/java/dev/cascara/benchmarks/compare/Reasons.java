package dev.cascara.benchmarks.compare;

import java.util.List;
import java.util.regex.Pattern;

/** What a process that failed has to say, in a line. */
final class Reasons {
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "(Exception in thread \"[^\"]*\" |Caused by: )?([\\w.$]+\\.)?\\w*(Error|Exception|Trap)\\b.*");
  private static final int LONGEST = 200;

  private Reasons() {}

  /** Picks the line that names an exception, the innermost cause, or else the last one. */
  static String of(String messages, int exitCode) {
    List<String> lines =
        messages.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String reason = lines.isEmpty() ? "exit code " + exitCode : lines.get(lines.size() - 1);
    for (String line : lines) {
      if (EXCEPTION.matcher(line).matches()) {
        reason = line;
      }
    }
    reason =
        reason
            .replaceFirst("^Caused by: ", "")
            .replaceFirst("^Exception in thread \"[^\"]*\" ", "");
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…";
  }
}
