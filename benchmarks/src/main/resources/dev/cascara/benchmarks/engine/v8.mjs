// The process of V8: loads one program, runs it again and again, and tells each run's time on the standard output.
// See EngineProcess, whose counterpart this is. Arguments: program, folder, seconds, iterations, output.
import {closeSync, openSync, readFileSync, writeSync} from 'node:fs';
import {WASI} from 'node:wasi';

const [program, folder, seconds, iterations, output] = process.argv.slice(2);
const now = () => process.hrtime.bigint();
// Synchronous, as console.log is not where the output is a pipe.
const report = line => writeSync(1, line + '\n');

const begun = now();
const module = await WebAssembly.compile(readFileSync(program));
const loaded = now();
report(`load ${loaded - begun}`);

async function run(stdout) {
  const start = now();
  let timedFrom;
  let timed = 0n;
  let used = false;
  const bench = {
    start: () => { used = true; timedFrom = now(); },
    end: () => { timed += now() - timedFrom; },
  };
  const wasi = new WASI({
    version: 'preview1', args: ['program'], preopens: {'.': folder}, returnOnExit: true,
    stdin: nothing, stdout, stderr: nothing,
  });
  const instance = await WebAssembly.instantiate(module, {...wasi.getImportObject(), bench});
  const commandStarts = now();
  const exitCode = wasi.start(instance);
  const end = now();
  return {timed: used ? timed : end - commandStarts, whole: end - start, exitCode};
}

const nothing = openSync('/dev/null', 'r+');
const end = loaded + BigInt(Math.round(Number(seconds) * 1e9));
for (let i = 0; i < Number(iterations) || now() < end; i++) {
  const {timed, whole, exitCode} = await run(nothing);
  report(`run ${timed} ${whole} ${exitCode}`);
}
const kept = openSync(output, 'w');
report(`done ${(await run(kept)).exitCode}`);
closeSync(kept);
