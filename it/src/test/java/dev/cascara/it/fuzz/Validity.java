package dev.cascara.it.fuzz;

import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.ModuleReader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares the verdict on modules, whether they are valid, with V8's. */
final class Validity {
  /** What V8 says of proposals that its version does not have, or has under another encoding. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "experimental|enable with|invalid (numeric |simd )?opcode|heap type|[Ii]nvalid value type"
              + "|unknown (type form|section code)|type form|invalid memory limits flags"
              + "|multi-memory|multiple memories|feature");

  private final V8Engine v8;
  private int valid;
  private int invalid;
  private int unknown;

  Validity(V8Engine v8) {
    this.v8 = v8;
  }

  /**
   * Compares the verdicts.
   *
   * @return what each says, if they differ
   */
  Optional<String> difference(byte[] wasm) throws IOException {
    String actual = verdict(wasm);
    String expected = v8.verdict(wasm);
    if (actual.isEmpty() == expected.isEmpty()) {
      valid += actual.isEmpty() ? 1 : 0;
      invalid += actual.isEmpty() ? 0 : 1;
      return Optional.empty();
    }
    if (UNKNOWN.matcher(expected).find()) {
      unknown++;
      return Optional.empty();
    }
    return Optional.of(
        "Cascara: "
            + (actual.isEmpty() ? "valid" : actual)
            + "; V8: "
            + (expected.isEmpty() ? "valid" : expected));
  }

  private static String verdict(byte[] wasm) {
    try {
      ModuleValidator.validate(ModuleReader.read(wasm), Set.copyOf(Feature.all()));
      return "";
    } catch (WasmFormatException | WasmValidationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Returns the counts. */
  @Override
  public String toString() {
    return valid + " valid, " + invalid + " not valid, " + unknown + " with what V8 does not know";
  }
}
