package dev.cascara.compiler.ir;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The classes of exceptions: for each list of values that a module throws or catches, one with a
 * typed field a value. They are named after the erased types of the values, so that modules that
 * are compiled into one package share them.
 */
public final class ExceptionTypes {
  /** Exceptions with more values keep them in an array. */
  private static final int MAXIMUM_FIELDS = 100;

  private final String typePackage;
  private final Map<String, List<IrType>> used = new ConcurrentSkipListMap<>();

  ExceptionTypes(String typePackage) {
    this.typePackage = typePackage;
  }

  /**
   * Returns whether values are too many for fields of their own.
   *
   * @param values the types of an exception's values
   * @return true if such exceptions are of the runtime's own class, which keeps them in an array
   */
  public static boolean inArray(List<IrType> values) {
    return values.size() > MAXIMUM_FIELDS;
  }

  /**
   * Returns the type of references to exceptions with values of some types. Its class is
   * {@linkplain #used() used} from then on.
   *
   * @param values the types of the values
   * @return the type; {@link IrType#EXCEPTION} if the values are too many for fields
   */
  public IrType irType(List<IrType> values) {
    if (inArray(values)) {
      return IrType.EXCEPTION;
    }
    StringBuilder name = new StringBuilder(typePackage).append("Exception_");
    values.forEach(value -> name.append(value.letter()));
    used.computeIfAbsent(name.toString(), n -> values.stream().map(IrType::erased).toList());
    return IrType.reference(name.toString(), IrType.EXCEPTION);
  }

  /**
   * Returns the classes that something refers to.
   *
   * @return for each class's internal name the erased types of the values
   */
  public Map<String, List<IrType>> used() {
    return Map.copyOf(used);
  }
}
