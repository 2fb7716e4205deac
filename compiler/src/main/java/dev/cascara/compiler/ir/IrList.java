package dev.cascara.compiler.ir;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An unchangeable list, mostly of one element or two. The JDK has several classes of such lists,
 * and where a walk over the representation meets more than one, HotSpot's compiler makes an object
 * of each iterator: that was half of what a compilation allocated.
 *
 * @param <E> what is in it
 */
public final class IrList<E> extends AbstractList<E> implements RandomAccess {
  private static final IrList<?> EMPTY = new IrList<>(0, null, null, null);

  private final int size;
  private final @Nullable E first;
  private final @Nullable E second;

  /** The elements behind the second. */
  private final E @Nullable [] others;

  private IrList(int size, @Nullable E first, @Nullable E second, E @Nullable [] others) {
    this.size = size;
    this.first = first;
    this.second = second;
    this.others = others;
  }

  @SuppressWarnings("unchecked") // An empty list is one of anything.
  static <E> IrList<E> of() {
    return (IrList<E>) EMPTY;
  }

  static <E> IrList<E> of(E element) {
    return new IrList<>(1, element, null, null);
  }

  static <E> IrList<E> of(E first, E second) {
    return new IrList<>(2, first, second, null);
  }

  /**
   * Returns a list of the elements of an array.
   *
   * @param elements an array without null, which may be changed afterwards
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The copy is only read as what it holds.
  static <E> IrList<E> of(E... elements) {
    int size = elements.length;
    return size == 0
        ? of()
        : new IrList<>(
            size,
            elements[0],
            size > 1 ? elements[1] : null,
            size > 2 ? Arrays.copyOfRange(elements, 2, size) : null);
  }

  static <E> IrList<E> copyOf(List<E> list) {
    if (list instanceof IrList<E> same) {
      return same;
    }
    int size = list.size();
    if (size <= 2) {
      return size == 0 ? of() : size == 1 ? of(list.get(0)) : of(list.get(0), list.get(1));
    }
    @SuppressWarnings("unchecked") // The list has nothing else.
    E[] others = (E[]) list.subList(2, size).toArray();
    return new IrList<>(size, list.get(0), list.get(1), others);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  @SuppressWarnings("NullAway") // What is below the size is not null.
  public E get(int index) {
    return index == 0 && size > 0 ? first : index == 1 && size > 1 ? second : others[index - 2];
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    for (int i = 0; i < size; i++) {
      action.accept(get(i));
    }
  }

  @Override
  public Iterator<E> iterator() {
    return new ElementIterator<>(this);
  }

  private static final class ElementIterator<E> implements Iterator<E> {
    private final IrList<E> list;
    private int next;

    ElementIterator(IrList<E> list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return next < list.size;
    }

    @Override
    public E next() {
      if (next >= list.size) {
        throw new NoSuchElementException();
      }
      return list.get(next++);
    }
  }
}
