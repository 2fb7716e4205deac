package dev.cascara.benchmarks.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Draws the JSON report of a comparison: the times of all engines as multiples of V8's. */
public final class Plot {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 620;
  private static final double LEAST = 0.1;
  private static final Color[] COLOURS = {
    new Color(0x1b6ca8), new Color(0x63b3ed), new Color(0xd97706), new Color(0x7c3aed)
  };

  private Plot() {}

  /**
   * Draws.
   *
   * @param arguments the report, and the folder for {@code compare-steady.png} and {@code
   *     compare-first.png}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    // There need not be a screen.
    System.setProperty("java.awt.headless", "true");
    JsonNode report = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
    Path folder = Path.of(arguments[1]);
    Files.createDirectories(folder);
    draw(report, "median", "Steady state: time as a multiple of V8's (log scale, lower is better)")
        .save(folder.resolve("compare-steady"));
    draw(report, "first", "First run: time as a multiple of V8's (log scale, lower is better)")
        .save(folder.resolve("compare-first"));
  }

  private record Drawing(CategoryChart chart) {
    void save(Path file) throws IOException {
      BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
  }

  private static Drawing draw(JsonNode report, String value, String title) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title + "; " + report.path("date").asText())
            .yAxisTitle("times V8")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    // Bars would begin at zero, which no logarithm has.
    chart.getStyler().setYAxisMin(LEAST);
    chart.getStyler().setXAxisLabelRotation(45);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    chart.getStyler().setSeriesColors(COLOURS);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
    chart.getStyler().setAvailableSpaceFill(0.8);
    Iterator<String> engines = report.path("engines").fieldNames();
    while (engines.hasNext()) {
      String engine = engines.next();
      JsonNode mean = report.path("geometricMeans").path(engine).path("by v8");
      if (!engine.equals("v8") && !mean.isMissingNode()) {
        series(chart, report, engine, value, mean.path(value).asDouble());
      }
    }
    return new Drawing(chart);
  }

  private static void series(
      CategoryChart chart, JsonNode report, String engine, String value, double mean) {
    List<String> programs = new ArrayList<>();
    List<@Nullable Double> ratios = new ArrayList<>();
    for (JsonNode program : report.path("programs")) {
      JsonNode ratio = program.path("engines").path(engine).path(value + "ByV8");
      programs.add(program.path("name").asText());
      // What was not run has no bar.
      ratios.add(ratio.isMissingNode() ? null : ratio.asDouble());
    }
    programs.add("geometric mean");
    ratios.add(mean);
    chart.addSeries(engine, programs, ratios);
  }
}
