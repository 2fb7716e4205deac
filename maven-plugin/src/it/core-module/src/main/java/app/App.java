package app;

import app.shared.Shared;
import app.wasm.Calculator;

public final class App {
  public static void main(String[] arguments) {
    Calculator.Env environment =
        new Calculator.Env() {
          @Override
          public void log(int value) {
            System.out.println("result: log " + value);
          }

          @Override
          public double scale(double value) {
            return -value;
          }
        };
    Calculator calculator = Calculator.builder().env(environment).build();
    System.out.println("result: " + calculator.add(2, 3));
    System.out.println("result: " + calculator.scaled_sum(1, 2));
    calculator.count_down(1);
    System.out.println("result: " + calculator.apply(2, 6, 7));
    System.out.println("result: " + Shared.builder().build().memory().pages());
    try {
      Calculator.builder().build();
    } catch (RuntimeException e) {
      System.out.println("result: " + e.getMessage());
    }
  }
}
