package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreValuesTest {
  @ParameterizedTest
  @CsvSource({
    "7fc00000, nan:canonical, true",
    "ffc00000, nan:canonical, true",
    "7fc00001, nan:canonical, false",
    "7fc00001, nan:arithmetic, true",
    "7f800001, nan:arithmetic, false",
    "00000000, 0, true",
    "80000000, 0, false",
  })
  void comparesFloatsByTheirBits(String bits, String expected, boolean matches) throws Exception {
    float actual = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
    assertThat(CoreValues.matches(actual, value("f32", expected))).isEqualTo(matches);
  }

  @Test
  void integersAreUnsignedInScripts() throws Exception {
    assertThat(CoreValues.argument(value("i64", "18446744073709551615"))).isEqualTo(-1L);
    assertThat(CoreValues.matches(-1, value("i32", "4294967295"))).isTrue();
    assertThat(CoreValues.matches(-1L, value("i32", "4294967295"))).isFalse();
  }

  @Test
  void hostReferencesAreEqualIfTheirNumbersAre() throws Exception {
    Object reference = CoreValues.argument(value("externref", "7"));
    assertThat(CoreValues.matches(reference, value("externref", "7"))).isTrue();
    assertThat(CoreValues.matches(reference, value("externref", "8"))).isFalse();
    assertThat(CoreValues.matches(null, value("externref", "7"))).isFalse();
  }

  private static JsonNode value(String type, String value) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree("{\"type\": \"" + type + "\", \"value\": \"" + value + "\"}");
  }
}
