package com.example;

import dev.cascara.runtime.WasmTrap;

/** A plain core module: its exports are methods, its imports an interface. */
public final class Main {
  /** Implements the interface that was generated from the imports of the module {@code env}. */
  private static final class Environment implements Calc.Env {
    @Override
    public void log(int value) {
      System.out.println("log: " + value);
    }

    @Override
    public double scale(double value) {
      return value * 10;
    }
  }

  public static void main(String[] arguments) {
    Calc calc = Calc.builder().env(new Environment()).build();

    System.out.println("2 + 3 = " + calc.add(2, 3));
    System.out.println("hypotenuse: " + calc.hypotenuse(3, 4));
    System.out.println("scaled sum: " + calc.scaled_sum(1.5, 2.5));
    calc.count_down(2);

    int address = calc.buffer_address();
    for (int i = 0; i < 10; i++) {
      calc.memory().writeInt(address + 4 * i, i);
    }
    System.out.println("sum in its memory: " + calc.sum(10));

    try {
      calc.divide(1, 0);
    } catch (WasmTrap trap) {
      System.out.println("1 / 0 traps: " + trap.getMessage());
    }
  }
}
