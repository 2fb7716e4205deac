// An emulator of an 8-bit processor in the manner of the 6502, with an assembler for it: a large switch over bytes of
// memory, flags, and a program that sorts, finds primes and multiplies.
#include "program.h"

typedef enum { IMPLIED, IMMEDIATE, ZERO, ZERO_X, ABSOLUTE, ABSOLUTE_X, ABSOLUTE_Y, INDIRECT_Y, RELATIVE, ACCUMULATOR } Mode;

static const struct {
  uint8_t opcode;
  const char *name;
  Mode mode;
} instructions[] = {
    {0x69, "ADC", IMMEDIATE}, {0x65, "ADC", ZERO}, {0x75, "ADC", ZERO_X}, {0x6d, "ADC", ABSOLUTE}, {0x7d, "ADC", ABSOLUTE_X}, {0x79, "ADC", ABSOLUTE_Y}, {0x71, "ADC", INDIRECT_Y},
    {0x29, "AND", IMMEDIATE}, {0x25, "AND", ZERO}, {0x3d, "AND", ABSOLUTE_X}, {0x31, "AND", INDIRECT_Y},
    {0x0a, "ASL", ACCUMULATOR}, {0x06, "ASL", ZERO}, {0x0e, "ASL", ABSOLUTE},
    {0x90, "BCC", RELATIVE}, {0xb0, "BCS", RELATIVE}, {0xf0, "BEQ", RELATIVE}, {0x30, "BMI", RELATIVE}, {0xd0, "BNE", RELATIVE}, {0x10, "BPL", RELATIVE},
    {0x18, "CLC", IMPLIED},
    {0xc9, "CMP", IMMEDIATE}, {0xc5, "CMP", ZERO}, {0xd5, "CMP", ZERO_X}, {0xcd, "CMP", ABSOLUTE}, {0xdd, "CMP", ABSOLUTE_X}, {0xd9, "CMP", ABSOLUTE_Y}, {0xd1, "CMP", INDIRECT_Y},
    {0xe0, "CPX", IMMEDIATE}, {0xe4, "CPX", ZERO}, {0xc0, "CPY", IMMEDIATE}, {0xc4, "CPY", ZERO},
    {0xc6, "DEC", ZERO}, {0xd6, "DEC", ZERO_X}, {0xce, "DEC", ABSOLUTE}, {0xca, "DEX", IMPLIED}, {0x88, "DEY", IMPLIED},
    {0x49, "EOR", IMMEDIATE}, {0x45, "EOR", ZERO}, {0x5d, "EOR", ABSOLUTE_X}, {0x51, "EOR", INDIRECT_Y},
    {0xe6, "INC", ZERO}, {0xf6, "INC", ZERO_X}, {0xee, "INC", ABSOLUTE}, {0xe8, "INX", IMPLIED}, {0xc8, "INY", IMPLIED},
    {0x4c, "JMP", ABSOLUTE}, {0x20, "JSR", ABSOLUTE},
    {0xa9, "LDA", IMMEDIATE}, {0xa5, "LDA", ZERO}, {0xb5, "LDA", ZERO_X}, {0xad, "LDA", ABSOLUTE}, {0xbd, "LDA", ABSOLUTE_X}, {0xb9, "LDA", ABSOLUTE_Y}, {0xb1, "LDA", INDIRECT_Y},
    {0xa2, "LDX", IMMEDIATE}, {0xa6, "LDX", ZERO}, {0xae, "LDX", ABSOLUTE}, {0xbe, "LDX", ABSOLUTE_Y},
    {0xa0, "LDY", IMMEDIATE}, {0xa4, "LDY", ZERO}, {0xac, "LDY", ABSOLUTE}, {0xbc, "LDY", ABSOLUTE_X},
    {0x4a, "LSR", ACCUMULATOR}, {0x46, "LSR", ZERO}, {0x4e, "LSR", ABSOLUTE}, {0xea, "NOP", IMPLIED},
    {0x09, "ORA", IMMEDIATE}, {0x05, "ORA", ZERO}, {0x1d, "ORA", ABSOLUTE_X}, {0x11, "ORA", INDIRECT_Y},
    {0x48, "PHA", IMPLIED}, {0x68, "PLA", IMPLIED}, {0x2a, "ROL", ACCUMULATOR}, {0x26, "ROL", ZERO}, {0x6a, "ROR", ACCUMULATOR}, {0x66, "ROR", ZERO}, {0x60, "RTS", IMPLIED},
    {0xe9, "SBC", IMMEDIATE}, {0xe5, "SBC", ZERO}, {0xfd, "SBC", ABSOLUTE_X}, {0xf1, "SBC", INDIRECT_Y}, {0x38, "SEC", IMPLIED},
    {0x85, "STA", ZERO}, {0x95, "STA", ZERO_X}, {0x8d, "STA", ABSOLUTE}, {0x9d, "STA", ABSOLUTE_X}, {0x99, "STA", ABSOLUTE_Y}, {0x91, "STA", INDIRECT_Y},
    {0x86, "STX", ZERO}, {0x8e, "STX", ABSOLUTE}, {0x84, "STY", ZERO}, {0x8c, "STY", ABSOLUTE},
    {0xaa, "TAX", IMPLIED}, {0xa8, "TAY", IMPLIED}, {0x8a, "TXA", IMPLIED}, {0x98, "TYA", IMPLIED}, {0x00, "BRK", IMPLIED},
};

static uint8_t memory[65536];

// ---- assembler: "label: MNEMONIC operand", two passes

static struct {
  char name[16];
  int value;
} labels[64];
static int label_count;

static int value_of(const char *text, int pass) {
  if (*text == '$') return (int)strtol(text + 1, NULL, 16);
  if (*text >= '0' && *text <= '9') return (int)strtol(text, NULL, 10);
  for (int i = 0; i < label_count; i++) {
    size_t size = strlen(labels[i].name);
    if (strncmp(labels[i].name, text, size) == 0 && !(text[size] >= 'a' && text[size] <= 'z')) return labels[i].value;
  }
  if (pass == 1) fail(text);
  return 0x1000;
}

static void assemble(const char *text, int origin) {
  for (int pass = 0; pass < 2; pass++) {
    int at = origin;
    for (const char *line = text; *line;) {
      char words[3][16] = {"", "", ""};
      int count = 0, size = 0;
      for (; *line && *line != '\n'; line++) {
        if (*line == ' ') {
          if (size) count++;
          size = 0;
        } else {
          words[count][size++] = *line;
          words[count][size] = 0;
        }
      }
      if (*line) line++;
      if (size) count++;
      int word = 0;
      if (count && words[0][strlen(words[0]) - 1] == ':') {
        if (pass == 0) {
          strcpy(labels[label_count].name, words[0]);
          labels[label_count].name[strlen(words[0]) - 1] = 0;
          labels[label_count++].value = at;
        }
        word = 1;
      }
      if (word == count) continue;
      const char *name = words[word], *operand = words[word + 1];
      Mode mode = IMPLIED;
      int value = 0;
      const char *comma = strchr(operand, ',');
      if (*operand == '#') {
        mode = IMMEDIATE;
        value = value_of(operand + 1, pass);
      } else if (*operand == '(') {
        mode = INDIRECT_Y;
        value = value_of(operand + 1, pass);
      } else if (strcmp(operand, "A") == 0) {
        mode = ACCUMULATOR;
      } else if (*operand) {
        value = value_of(operand, pass);
        if (name[0] == 'B' && strcmp(name, "BRK") != 0) {
          mode = RELATIVE;
        } else if (comma && comma[1] == 'X') {
          mode = value < 256 ? ZERO_X : ABSOLUTE_X;
        } else if (comma) {
          mode = ABSOLUTE_Y;
        } else {
          mode = value < 256 ? ZERO : ABSOLUTE;
        }
      }
      size_t i = 0, all = sizeof instructions / sizeof instructions[0];
      while (i < all && !(strcmp(instructions[i].name, name) == 0 && instructions[i].mode == mode)) i++;
      if (i == all) fail(name);
      memory[at++] = instructions[i].opcode;
      if (mode == IMPLIED || mode == ACCUMULATOR) continue;
      if (mode == RELATIVE) value -= at + 1;
      memory[at++] = (uint8_t)value;
      if (mode == ABSOLUTE || mode == ABSOLUTE_X || mode == ABSOLUTE_Y) memory[at++] = (uint8_t)(value >> 8);
    }
  }
}

// ---- processor

static uint64_t executed;
static uint32_t opcode_counts[256];

#define READ16(address) (memory[(uint16_t)(address)] | memory[(uint16_t)((address) + 1)] << 8)
#define NZ(value) (zero = negative = (uint8_t)(value))
#define ADDRESS_ZERO (memory[pc++])
#define ADDRESS_ZERO_X ((uint8_t)(memory[pc++] + x))
#define ADDRESS_ABSOLUTE (pc += 2, READ16(pc - 2))
#define ADDRESS_ABSOLUTE_X ((uint16_t)(ADDRESS_ABSOLUTE + x))
#define ADDRESS_ABSOLUTE_Y ((uint16_t)(ADDRESS_ABSOLUTE + y))
#define ADDRESS_INDIRECT_Y (pc++, (uint16_t)(READ16(memory[(uint16_t)(pc - 1)]) + y))
#define ADD(operand)                                                                \
  {                                                                                 \
    uint8_t m = (operand);                                                          \
    unsigned sum = (unsigned)a + m + carry;                                         \
    overflow = (uint8_t)((~(a ^ m) & (a ^ sum) & 0x80) != 0);                       \
    carry = sum > 255;                                                              \
    a = (uint8_t)sum;                                                               \
    NZ(a);                                                                          \
    break;                                                                          \
  }
#define COMPARE(r, operand)           \
  {                                   \
    uint8_t m = (operand);            \
    carry = (r) >= m;                 \
    NZ((r)-m);                        \
    break;                            \
  }
#define MODIFY(address, expression)   \
  {                                   \
    uint16_t where = (uint16_t)(address); \
    uint8_t m = memory[where];        \
    expression;                       \
    memory[where] = m;                \
    NZ(m);                            \
    break;                            \
  }
#define SHIFT_LEFT(m, in)             \
  {                                   \
    unsigned low = (in);              \
    carry = (m) >> 7;                 \
    (m) = (uint8_t)((m) << 1 | low);  \
  }
#define SHIFT_RIGHT(m, in)            \
  {                                   \
    unsigned high = (in);             \
    carry = (m)&1;                    \
    (m) = (uint8_t)((m) >> 1 | high << 7); \
  }
#define BRANCH(condition)                                    \
  {                                                          \
    int8_t distance = (int8_t)memory[pc++];                  \
    if (condition) pc = (uint16_t)(pc + distance);           \
    break;                                                   \
  }

static void run(int start) {
  uint16_t pc = (uint16_t)start;
  uint8_t a = 0, x = 0, y = 0, stack = 0xff, zero = 1, negative = 0, carry = 0, overflow = 0;
  for (;;) {
    uint8_t opcode = memory[pc++];
    executed++;
    opcode_counts[opcode]++;
    switch (opcode) {
      case 0x69: ADD(memory[pc++])
      case 0x65: ADD(memory[ADDRESS_ZERO])
      case 0x75: ADD(memory[ADDRESS_ZERO_X])
      case 0x6d: ADD(memory[ADDRESS_ABSOLUTE])
      case 0x7d: ADD(memory[ADDRESS_ABSOLUTE_X])
      case 0x79: ADD(memory[ADDRESS_ABSOLUTE_Y])
      case 0x71: ADD(memory[ADDRESS_INDIRECT_Y])
      case 0xe9: ADD((uint8_t)~memory[pc++])
      case 0xe5: ADD((uint8_t)~memory[ADDRESS_ZERO])
      case 0xfd: ADD((uint8_t)~memory[ADDRESS_ABSOLUTE_X])
      case 0xf1: ADD((uint8_t)~memory[ADDRESS_INDIRECT_Y])
      case 0x29: NZ(a &= memory[pc++]); break;
      case 0x25: NZ(a &= memory[ADDRESS_ZERO]); break;
      case 0x3d: NZ(a &= memory[ADDRESS_ABSOLUTE_X]); break;
      case 0x31: NZ(a &= memory[ADDRESS_INDIRECT_Y]); break;
      case 0x49: NZ(a ^= memory[pc++]); break;
      case 0x45: NZ(a ^= memory[ADDRESS_ZERO]); break;
      case 0x5d: NZ(a ^= memory[ADDRESS_ABSOLUTE_X]); break;
      case 0x51: NZ(a ^= memory[ADDRESS_INDIRECT_Y]); break;
      case 0x09: NZ(a |= memory[pc++]); break;
      case 0x05: NZ(a |= memory[ADDRESS_ZERO]); break;
      case 0x1d: NZ(a |= memory[ADDRESS_ABSOLUTE_X]); break;
      case 0x11: NZ(a |= memory[ADDRESS_INDIRECT_Y]); break;
      case 0x0a: SHIFT_LEFT(a, 0) NZ(a); break;
      case 0x06: MODIFY(ADDRESS_ZERO, SHIFT_LEFT(m, 0))
      case 0x0e: MODIFY(ADDRESS_ABSOLUTE, SHIFT_LEFT(m, 0))
      case 0x4a: SHIFT_RIGHT(a, 0) NZ(a); break;
      case 0x46: MODIFY(ADDRESS_ZERO, SHIFT_RIGHT(m, 0))
      case 0x4e: MODIFY(ADDRESS_ABSOLUTE, SHIFT_RIGHT(m, 0))
      case 0x2a: SHIFT_LEFT(a, carry) NZ(a); break;
      case 0x26: MODIFY(ADDRESS_ZERO, SHIFT_LEFT(m, carry))
      case 0x6a: SHIFT_RIGHT(a, carry) NZ(a); break;
      case 0x66: MODIFY(ADDRESS_ZERO, SHIFT_RIGHT(m, carry))
      case 0x90: BRANCH(!carry)
      case 0xb0: BRANCH(carry)
      case 0xf0: BRANCH(zero == 0)
      case 0xd0: BRANCH(zero != 0)
      case 0x30: BRANCH(negative & 0x80)
      case 0x10: BRANCH(!(negative & 0x80))
      case 0x18: carry = 0; break;
      case 0x38: carry = 1; break;
      case 0xc9: COMPARE(a, memory[pc++])
      case 0xc5: COMPARE(a, memory[ADDRESS_ZERO])
      case 0xd5: COMPARE(a, memory[ADDRESS_ZERO_X])
      case 0xcd: COMPARE(a, memory[ADDRESS_ABSOLUTE])
      case 0xdd: COMPARE(a, memory[ADDRESS_ABSOLUTE_X])
      case 0xd9: COMPARE(a, memory[ADDRESS_ABSOLUTE_Y])
      case 0xd1: COMPARE(a, memory[ADDRESS_INDIRECT_Y])
      case 0xe0: COMPARE(x, memory[pc++])
      case 0xe4: COMPARE(x, memory[ADDRESS_ZERO])
      case 0xc0: COMPARE(y, memory[pc++])
      case 0xc4: COMPARE(y, memory[ADDRESS_ZERO])
      case 0xc6: MODIFY(ADDRESS_ZERO, m--)
      case 0xd6: MODIFY(ADDRESS_ZERO_X, m--)
      case 0xce: MODIFY(ADDRESS_ABSOLUTE, m--)
      case 0xe6: MODIFY(ADDRESS_ZERO, m++)
      case 0xf6: MODIFY(ADDRESS_ZERO_X, m++)
      case 0xee: MODIFY(ADDRESS_ABSOLUTE, m++)
      case 0xca: NZ(--x); break;
      case 0x88: NZ(--y); break;
      case 0xe8: NZ(++x); break;
      case 0xc8: NZ(++y); break;
      case 0x4c: pc = (uint16_t)READ16(pc); break;
      case 0x20:
        memory[0x100 + stack--] = (uint8_t)((pc + 1) >> 8);
        memory[0x100 + stack--] = (uint8_t)(pc + 1);
        pc = (uint16_t)READ16(pc);
        break;
      case 0x60:
        pc = (uint16_t)((memory[0x100 + (uint8_t)(stack + 1)] | memory[0x100 + (uint8_t)(stack + 2)] << 8) + 1);
        stack = (uint8_t)(stack + 2);
        break;
      case 0xa9: NZ(a = memory[pc++]); break;
      case 0xa5: NZ(a = memory[ADDRESS_ZERO]); break;
      case 0xb5: NZ(a = memory[ADDRESS_ZERO_X]); break;
      case 0xad: NZ(a = memory[ADDRESS_ABSOLUTE]); break;
      case 0xbd: NZ(a = memory[ADDRESS_ABSOLUTE_X]); break;
      case 0xb9: NZ(a = memory[ADDRESS_ABSOLUTE_Y]); break;
      case 0xb1: NZ(a = memory[ADDRESS_INDIRECT_Y]); break;
      case 0xa2: NZ(x = memory[pc++]); break;
      case 0xa6: NZ(x = memory[ADDRESS_ZERO]); break;
      case 0xae: NZ(x = memory[ADDRESS_ABSOLUTE]); break;
      case 0xbe: NZ(x = memory[ADDRESS_ABSOLUTE_Y]); break;
      case 0xa0: NZ(y = memory[pc++]); break;
      case 0xa4: NZ(y = memory[ADDRESS_ZERO]); break;
      case 0xac: NZ(y = memory[ADDRESS_ABSOLUTE]); break;
      case 0xbc: NZ(y = memory[ADDRESS_ABSOLUTE_X]); break;
      case 0xea: break;
      case 0x48: memory[0x100 + stack--] = a; break;
      case 0x68: NZ(a = memory[0x100 + ++stack]); break;
      case 0x85: memory[ADDRESS_ZERO] = a; break;
      case 0x95: memory[ADDRESS_ZERO_X] = a; break;
      case 0x8d: memory[ADDRESS_ABSOLUTE] = a; break;
      case 0x9d: memory[ADDRESS_ABSOLUTE_X] = a; break;
      case 0x99: memory[ADDRESS_ABSOLUTE_Y] = a; break;
      case 0x91: memory[ADDRESS_INDIRECT_Y] = a; break;
      case 0x86: memory[ADDRESS_ZERO] = x; break;
      case 0x8e: memory[ADDRESS_ABSOLUTE] = x; break;
      case 0x84: memory[ADDRESS_ZERO] = y; break;
      case 0x8c: memory[ADDRESS_ABSOLUTE] = y; break;
      case 0xaa: NZ(x = a); break;
      case 0xa8: NZ(y = a); break;
      case 0x8a: NZ(a = x); break;
      case 0x98: NZ(a = y); break;
      case 0x00:
        memory[0xfff0] = a, memory[0xfff1] = x, memory[0xfff2] = y, memory[0xfff3] = overflow;
        return;
      default:
        fail("opcode");
    }
  }
}

static const char listing[] =
    "LDA #0\n STA $10\n"
    // primes below 4096 by a sieve at $2000
    "rounds: LDA #$20\n STA $03\n LDA #0\n STA $02\n TAY\n LDX #16\n"
    "clear: LDA #1\n"
    "clearpage: STA ($02),Y\n INY\n BNE clearpage\n INC $03\n DEX\n BNE clear\n"
    "LDA #2\n STA $04\n LDA #0\n STA $05\n"
    "next: LDA $04\n STA $02\n LDA $05\n CLC\n ADC #$20\n STA $03\n LDY #0\n LDA ($02),Y\n BEQ composite\n"
    "strike: LDA $02\n CLC\n ADC $04\n STA $02\n LDA $03\n ADC $05\n STA $03\n CMP #$30\n BCS composite\n LDA #0\n STA ($02),Y\n JMP strike\n"
    "composite: INC $04\n BNE nocarry\n INC $05\n"
    "nocarry: LDA $05\n BNE counted\n LDA $04\n CMP #64\n BNE next\n"
    "counted: LDA #0\n STA $06\n STA $07\n STA $02\n LDA #$20\n STA $03\n LDX #16\n LDY #0\n"
    "count: LDA ($02),Y\n CLC\n ADC $06\n STA $06\n LDA $07\n ADC #0\n STA $07\n INY\n BNE count\n INC $03\n DEX\n BNE count\n"
    // numbers at $3000, then sorted by bubbles
    "LDA $10\n STA $20\n LDX #0\n"
    "fill: LDA $20\n ASL A\n BCC nofeedback\n EOR #$1d\n"
    "nofeedback: CLC\n ADC #$35\n STA $20\n STA $3000,X\n INX\n BNE fill\n"
    "LDA #255\n STA $21\n"
    "pass: LDX #0\n LDA #0\n STA $22\n"
    "bubble: LDA $3000,X\n CMP $3001,X\n BCC ordered\n BEQ ordered\n TAY\n LDA $3001,X\n STA $3000,X\n TYA\n STA $3001,X\n LDA #1\n STA $22\n"
    "ordered: INX\n CPX $21\n BNE bubble\n DEC $21\n BEQ sorted\n LDA $22\n BNE pass\n"
    // 16-bit products, summed up
    "sorted: LDX #255\n"
    "products: LDA $3000,X\n STA $30\n STX $31\n JSR multiply\n LDA $32\n CLC\n ADC $40\n STA $40\n LDA $33\n ADC $41\n STA $41\n LDA $42\n ADC #0\n STA $42\n DEX\n BNE products\n"
    "INC $10\n LDA $10\n CMP #100\n BEQ end\n JMP rounds\n"
    "end: BRK\n"
    "multiply: LDA #0\n STA $33\n LDY #8\n"
    "bits: LSR $31\n BCC noadd\n CLC\n ADC $30\n"
    "noadd: ROR A\n ROR $32\n DEY\n BNE bits\n STA $33\n RTS\n";

int main(void) {
  bench_start();
  assemble(listing, 0x0800);
  run(0x0800);
  bench_end();
  int primes = memory[6] | memory[7] << 8;
  uint64_t sum = checksum(CHECKSUM_START, memory, sizeof memory);
  printf("%llu instructions, %d below 4096, %016llx\n", executed, primes - 2, checksum(sum, opcode_counts, sizeof opcode_counts));
  return 0;
}
