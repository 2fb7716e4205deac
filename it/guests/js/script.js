export function greet(name) {
  return `Hello, ${name}, from JavaScript!`;
}

export function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

export const text = {
  countWords(text) {
    const counts = new Map();
    for (const [word] of text.toLowerCase().matchAll(/[a-z\u00df-\u024f]+/g)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return [...counts]
      .map(([word, count]) => ({ word, count }))
      .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  },

  sortKeys(json) {
    try {
      return JSON.stringify(sorted(JSON.parse(json)));
    } catch (error) {
      throw error.message;
    }
  },
};

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
