// What a program needs of its host: the timed part, and an output.

// @ts-ignore: decorator
@external("bench", "start")
export declare function benchStart(): void;

// @ts-ignore: decorator
@external("bench", "end")
export declare function benchEnd(): void;

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
declare function fdWrite(fd: i32, vectors: usize, count: i32, written: usize): i32;

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_exit")
declare function procExit(code: i32): void;

const vector = memory.data(16);

export function print(text: string): void {
  const bytes = String.UTF8.encode(text);
  store<usize>(vector, changetype<usize>(bytes));
  store<usize>(vector, bytes.byteLength, 4);
  fdWrite(1, vector, 1, vector + 8);
}

/** What the compiler calls if the program fails. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  print("failed: " + (message ? message : "") + " at line " + line.toString() + "\n");
  procExit(1);
}
