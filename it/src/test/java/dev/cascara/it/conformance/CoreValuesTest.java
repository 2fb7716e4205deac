package dev.cascara.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cascara.runtime.I31;
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

  @ParameterizedTest
  @CsvSource({
    "i31ref, true",
    "eqref, true",
    "anyref, true",
    "externref, true",
    "structref, false",
    "arrayref, false",
    "funcref, false",
    "exnref, false",
    "nullref, false",
  })
  void referencesAreToldApartByWhatTheyReferTo(String pattern, boolean matches) throws Exception {
    JsonNode expected = new ObjectMapper().readTree("{\"type\": \"" + pattern + "\"}");
    assertThat(CoreValues.matches(I31.of(5), expected)).isEqualTo(matches);
  }

  @Test
  void oneOfSeveralResultsIsEnough() throws Exception {
    JsonNode either =
        new ObjectMapper()
            .readTree(
                "{\"type\": \"either\", \"values\": [{\"type\": \"i32\", \"value\": \"1\"},"
                    + " {\"type\": \"i32\", \"value\": \"2\"}]}");
    assertThat(CoreValues.matches(2, either)).isTrue();
    assertThat(CoreValues.matches(3, either)).isFalse();
  }

  private static JsonNode value(String type, String value) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree("{\"type\": \"" + type + "\", \"value\": \"" + value + "\"}");
  }
}
