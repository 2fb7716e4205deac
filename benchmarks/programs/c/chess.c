// Chess: moves on bit boards, counted to a depth, then a search by alpha and beta with a table of positions. 64-bit
// integers throughout.
#include "program.h"

typedef uint64_t Bits;

enum { PAWN, KNIGHT, BISHOP, ROOK, QUEEN, KING };

typedef struct {
  Bits pieces[2][6], all[2], hash;
  int side, en_passant;
} Board;

typedef struct {
  uint8_t from, to, piece, promotion;
} Move;

static Bits knights[64], kings[64], keys[2][6][64], side_key;

static Bits bit(int square) { return (Bits)1 << square; }

static Bits steps(int square, const int8_t (*deltas)[2], int count) {
  Bits result = 0;
  for (int i = 0; i < count; i++) {
    int x = square % 8 + deltas[i][0], y = square / 8 + deltas[i][1];
    if (x >= 0 && x < 8 && y >= 0 && y < 8) result |= bit(y * 8 + x);
  }
  return result;
}

static void make_tables(void) {
  static const int8_t jumps[8][2] = {{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}};
  static const int8_t around[8][2] = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
  for (int square = 0; square < 64; square++) {
    knights[square] = steps(square, jumps, 8);
    kings[square] = steps(square, around, 8);
  }
  for (int i = 0; i < 2 * 6 * 64; i++) (&keys[0][0][0])[i] = random64();
  side_key = random64();
}

static Bits ray(int square, int dx, int dy, Bits occupied) {
  Bits result = 0;
  for (int x = square % 8 + dx, y = square / 8 + dy; x >= 0 && x < 8 && y >= 0 && y < 8; x += dx, y += dy) {
    result |= bit(y * 8 + x);
    if (occupied & bit(y * 8 + x)) break;
  }
  return result;
}

static Bits diagonals(int square, Bits occupied) { return ray(square, 1, 1, occupied) | ray(square, 1, -1, occupied) | ray(square, -1, 1, occupied) | ray(square, -1, -1, occupied); }
static Bits straights(int square, Bits occupied) { return ray(square, 1, 0, occupied) | ray(square, -1, 0, occupied) | ray(square, 0, 1, occupied) | ray(square, 0, -1, occupied); }

static const Bits file_a = 0x0101010101010101u, file_h = 0x8080808080808080u;

static Bits pawn_attacks(Bits pawns, int side) {
  return side == 0 ? ((pawns & ~file_a) << 7) | ((pawns & ~file_h) << 9) : ((pawns & ~file_h) >> 7) | ((pawns & ~file_a) >> 9);
}

static int attacked(const Board *b, int square, int by) {
  Bits occupied = b->all[0] | b->all[1];
  const Bits *p = b->pieces[by];
  if (pawn_attacks(bit(square), !by) & p[PAWN]) return 1;
  if (knights[square] & p[KNIGHT]) return 1;
  if (kings[square] & p[KING]) return 1;
  if (diagonals(square, occupied) & (p[BISHOP] | p[QUEEN])) return 1;
  return (straights(square, occupied) & (p[ROOK] | p[QUEEN])) != 0;
}

static Move *add_moves(Move *moves, int from, Bits targets, int piece) {
  for (; targets; targets &= targets - 1) *moves++ = (Move){(uint8_t)from, (uint8_t)__builtin_ctzll(targets), (uint8_t)piece, 0};
  return moves;
}

static Move *add_pawn_moves(Move *moves, Bits targets, int delta) {
  for (; targets; targets &= targets - 1) {
    int to = __builtin_ctzll(targets);
    if (to < 8 || to >= 56) {
      for (int p = QUEEN; p >= KNIGHT; p--) *moves++ = (Move){(uint8_t)(to - delta), (uint8_t)to, PAWN, (uint8_t)p};
    } else {
      *moves++ = (Move){(uint8_t)(to - delta), (uint8_t)to, PAWN, 0};
    }
  }
  return moves;
}

static int generate(const Board *b, Move *list) {
  Move *moves = list;
  int side = b->side;
  Bits own = b->all[side], other = b->all[!side], occupied = own | other, pawns = b->pieces[side][PAWN];
  Bits target = other | (b->en_passant >= 0 ? bit(b->en_passant) : 0);
  if (side == 0) {
    Bits one = pawns << 8 & ~occupied;
    moves = add_pawn_moves(moves, one, 8);
    moves = add_pawn_moves(moves, (one & 0xff0000u) << 8 & ~occupied, 16);
    moves = add_pawn_moves(moves, (pawns & ~file_a) << 7 & target, 7);
    moves = add_pawn_moves(moves, (pawns & ~file_h) << 9 & target, 9);
  } else {
    Bits one = pawns >> 8 & ~occupied;
    moves = add_pawn_moves(moves, one, -8);
    moves = add_pawn_moves(moves, (one & 0xff0000000000u) >> 8 & ~occupied, -16);
    moves = add_pawn_moves(moves, (pawns & ~file_h) >> 7 & target, -7);
    moves = add_pawn_moves(moves, (pawns & ~file_a) >> 9 & target, -9);
  }
  for (int piece = KNIGHT; piece <= KING; piece++) {
    for (Bits rest = b->pieces[side][piece]; rest; rest &= rest - 1) {
      int from = __builtin_ctzll(rest);
      Bits to = piece == KNIGHT   ? knights[from]
                : piece == BISHOP ? diagonals(from, occupied)
                : piece == ROOK   ? straights(from, occupied)
                : piece == QUEEN  ? diagonals(from, occupied) | straights(from, occupied)
                                  : kings[from];
      moves = add_moves(moves, from, to & ~own, piece);
    }
  }
  return (int)(moves - list);
}

static void toggle(Board *b, int side, int piece, int square) {
  b->pieces[side][piece] ^= bit(square);
  b->all[side] ^= bit(square);
  b->hash ^= keys[side][piece][square];
}

// False if the own king could be taken.
static int play(Board *b, Move m) {
  int side = b->side;
  for (int piece = PAWN; piece <= KING; piece++) {
    if (b->pieces[!side][piece] & bit(m.to)) toggle(b, !side, piece, m.to);
  }
  if (m.piece == PAWN && m.to == b->en_passant) toggle(b, !side, PAWN, m.to + (side == 0 ? -8 : 8));
  toggle(b, side, m.piece, m.from);
  toggle(b, side, m.promotion ? m.promotion : m.piece, m.to);
  b->en_passant = m.piece == PAWN && abs(m.to - m.from) == 16 ? (m.to + m.from) / 2 : -1;
  b->side = !side;
  b->hash ^= side_key;
  return b->pieces[side][KING] != 0 && !attacked(b, __builtin_ctzll(b->pieces[side][KING]), !side);
}

static uint64_t count(const Board *b, int depth) {
  Move moves[256];
  uint64_t total = 0;
  int n = generate(b, moves);
  for (int i = 0; i < n; i++) {
    Board next = *b;
    if (play(&next, moves[i])) total += depth == 1 ? 1 : count(&next, depth - 1);
  }
  return total;
}

static int evaluate(const Board *b) {
  static const int values[6] = {100, 320, 330, 500, 900, 0};
  static const Bits centre = 0x3c3c3c3c0000u;
  int score = 0;
  for (int piece = PAWN; piece <= KING; piece++) {
    score += values[piece] * (__builtin_popcountll(b->pieces[0][piece]) - __builtin_popcountll(b->pieces[1][piece]));
    score += 8 * (__builtin_popcountll(b->pieces[0][piece] & centre) - __builtin_popcountll(b->pieces[1][piece] & centre));
  }
  return b->side == 0 ? score : -score;
}

typedef struct {
  Bits hash;
  int32_t score;
  int8_t depth, kind;
} Entry;

static Entry table[1 << 16];
static uint64_t visited;

static int search(const Board *b, int depth, int alpha, int beta) {
  visited++;
  if (depth == 0) return evaluate(b);
  Entry *entry = &table[b->hash & 0xffff];
  if (entry->hash == b->hash && entry->depth >= depth) {
    if (entry->kind == 0 || (entry->kind > 0 && entry->score >= beta) || (entry->kind < 0 && entry->score <= alpha)) return entry->score;
  }
  Move moves[256];
  int n = generate(b, moves), best = -30000, legal = 0, start = alpha;
  // Captures first.
  for (int i = 0, captures = 0; i < n; i++) {
    if (!(b->all[!b->side] & bit(moves[i].to))) continue;
    Move m = moves[i];
    moves[i] = moves[captures];
    moves[captures++] = m;
  }
  for (int i = 0; i < n; i++) {
    Board next = *b;
    if (!play(&next, moves[i])) continue;
    legal++;
    int score = -search(&next, depth - 1, -beta, -alpha);
    if (score > best) best = score;
    if (score > alpha) alpha = score;
    if (alpha >= beta) break;
  }
  if (legal == 0) best = attacked(b, __builtin_ctzll(b->pieces[b->side][KING]), !b->side) ? -20000 - depth : 0;
  *entry = (Entry){b->hash, best, (int8_t)depth, (int8_t)(best >= beta ? 1 : best <= start ? -1 : 0)};
  return best;
}

static Board parse(const char *position) {
  static const char letters[] = "pnbrqk";
  Board b = {.en_passant = -1};
  int x = 0, y = 7;
  for (; *position != ' '; position++) {
    if (*position == '/') {
      x = 0;
      y--;
    } else if (*position <= '8') {
      x += *position - '0';
    } else {
      int black = *position >= 'a';
      toggle(&b, black, (int)(strchr(letters, *position | 32) - letters), y * 8 + x++);
    }
  }
  b.side = position[1] == 'b';
  return b;
}

int main(void) {
  bench_start();
  make_tables();
  Board start = parse("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w");
  Board middle = parse("r1bq1rk1/pp2bppp/2n1pn2/3p4/2PP4/2N2N2/PP2BPPP/R1BQ1RK1 w");
  Board end = parse("8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w");
  uint64_t a = count(&start, 4), b = count(&middle, 3), c = count(&end, 4);
  int score = search(&middle, 5, -30000, 30000), late = search(&end, 7, -30000, 30000);
  bench_end();
  printf("%llu %llu %llu %d %d %llu\n", a, b, c, score, late, visited);
  return 0;
}
