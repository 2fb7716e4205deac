// A world of cells of several kinds, with classes, arrays, maps and strings of AssemblyScript: its own allocator and
// reference-counting or tracing collector run in linear memory.
import { benchEnd, benchStart, print } from "./host";

class Random {
  constructor(private state: u64) {}

  next(): u32 {
    this.state = this.state * 6364136223846793005 + 1442695040888963407;
    return <u32>(this.state >> 33);
  }

  below(bound: u32): u32 {
    return this.next() % bound;
  }
}

class Rule {
  constructor(readonly born: u32, readonly survives: u32, readonly decay: u8) {}

  next(cell: u8, neighbours: i32): u8 {
    if (cell == 0) return (this.born >> neighbours) & 1 ? 1 : 0;
    if (cell == 1 && ((this.survives >> neighbours) & 1)) return 1;
    return cell < this.decay ? cell + 1 : 0;
  }
}

class World {
  private cells: Uint8Array;
  private spare: Uint8Array;

  constructor(readonly width: i32, readonly height: i32, private rule: Rule) {
    this.cells = new Uint8Array(width * height);
    this.spare = new Uint8Array(width * height);
  }

  seed(random: Random): void {
    for (let i = 0; i < this.cells.length; i++) this.cells[i] = random.below(3) == 0 ? 1 : 0;
  }

  private alive(x: i32, y: i32): i32 {
    const column = (x + this.width) % this.width;
    const row = (y + this.height) % this.height;
    return this.cells[row * this.width + column] == 1 ? 1 : 0;
  }

  step(): void {
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const neighbours =
          this.alive(x - 1, y - 1) + this.alive(x, y - 1) + this.alive(x + 1, y - 1) + this.alive(x - 1, y) +
          this.alive(x + 1, y) + this.alive(x - 1, y + 1) + this.alive(x, y + 1) + this.alive(x + 1, y + 1);
        const at = y * this.width + x;
        this.spare[at] = this.rule.next(this.cells[at], neighbours);
      }
    }
    const old = this.cells;
    this.cells = this.spare;
    this.spare = old;
  }

  // Counts the shapes of three by three cells, by name.
  shapes(): Map<string, i32> {
    const counts = new Map<string, i32>();
    for (let y = 0; y + 3 <= this.height; y += 3) {
      for (let x = 0; x + 3 <= this.width; x += 3) {
        let name = "";
        for (let dy = 0; dy < 3; dy++) {
          for (let dx = 0; dx < 3; dx++) name += this.alive(x + dx, y + dy) ? "#" : ".";
        }
        counts.set(name, counts.has(name) ? counts.get(name) + 1 : 1);
      }
    }
    return counts;
  }
}

class Item {
  left: Item | null = null;
  right: Item | null = null;

  constructor(readonly key: string, public count: i32) {}
}

class Index {
  private root: Item | null = null;
  size: i32 = 0;

  add(key: string, count: i32): void {
    let item = this.root;
    if (item == null) {
      this.root = new Item(key, count);
      this.size = 1;
      return;
    }
    for (;;) {
      if (key == item!.key) {
        item!.count += count;
        return;
      }
      const next: Item | null = key < item!.key ? item!.left : item!.right;
      if (next == null) break;
      item = next;
    }
    if (key < item!.key) item!.left = new Item(key, count);
    else item!.right = new Item(key, count);
    this.size++;
  }

  private collect(item: Item | null, into: Array<Item>): void {
    if (item == null) return;
    this.collect(item.left, into);
    into.push(item);
    this.collect(item.right, into);
  }

  sorted(): Array<Item> {
    const items = new Array<Item>();
    this.collect(this.root, items);
    items.sort((a, b) => (a.count != b.count ? b.count - a.count : a.key < b.key ? -1 : 1));
    return items;
  }
}

export function _start(): void {
  benchStart();
  const random = new Random(7);
  const rules = [new Rule(0b1000, 0b1100, 1), new Rule(0b100, 0, 3), new Rule(0b101001000, 0b111110100, 2)];
  const index = new Index();
  let total: f64 = 0;
  for (let r = 0; r < rules.length; r++) {
    const world = new World(96, 96, rules[r]);
    world.seed(random);
    for (let generation = 0; generation < 60; generation++) {
      world.step();
      if (generation % 20 != 19) continue;
      const shapes = world.shapes();
      const names = shapes.keys();
      for (let i = 0; i < names.length; i++) index.add(names[i], shapes.get(names[i]));
      total += Math.sqrt(<f64>names.length);
    }
  }
  const items = index.sorted();
  let lines = "";
  for (let i = 0; i < 5; i++) lines += items[i].key + " " + items[i].count.toString() + "\n";
  benchEnd();
  print(lines + index.size.toString() + " shapes, " + total.toString() + "\n");
}
