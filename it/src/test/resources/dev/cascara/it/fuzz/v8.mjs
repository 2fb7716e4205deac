// Runs generated modules in V8, for V8Engine.java: reads one JSON object a line from the standard input, and answers
// each with the lines that it observed, as a JSON array, or an object {exhausted: reason}.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

const PAGE = 65536;
const MOST_LINES = 20000;
const view = new DataView(new ArrayBuffer(8));
// An external reference that is not one of them.
const GUEST_REFERENCE = 9n;
const HOST = [null, { number: 1 }, { number: 2 }, { number: 3 }];

class Exhausted extends Error {}

function toValue(type, hex) {
  const bits = BigInt('0x' + hex);
  switch (type) {
    case 'I32': return Number(BigInt.asIntN(32, bits));
    case 'I64': return BigInt.asIntN(64, bits);
    case 'F32': view.setUint32(0, Number(BigInt.asUintN(32, bits))); return view.getFloat32(0);
    case 'F64': view.setBigUint64(0, bits); return view.getFloat64(0);
    case 'FUNCREF': return null;
    case 'EXTERNREF': return HOST[Number(bits)];
  }
  throw new Error(type);
}

function bitsOf(type, value) {
  switch (type) {
    case 'I32': return BigInt.asUintN(32, BigInt(value));
    case 'I64': return BigInt.asUintN(64, value);
    case 'F32': view.setFloat32(0, value); return Number.isNaN(value) ? 0x7fc00000n : BigInt(view.getUint32(0));
    case 'F64': view.setFloat64(0, value); return Number.isNaN(value) ? 0x7ff8000000000000n : view.getBigUint64(0);
    case 'FUNCREF': return value === null ? 0n : 1n;
    case 'EXTERNREF': return HOST.includes(value) ? BigInt(HOST.indexOf(value)) : GUEST_REFERENCE;
  }
  throw new Error(type);
}

function text(type, value) {
  if (type === 'FUNCREF') return value === null ? 'null' : 'function';
  if (type === 'EXTERNREF') return value === null ? 'null' : HOST.includes(value) ? 'host' + HOST.indexOf(value) : 'guest';
  if (Number.isNaN(value)) return 'nan';
  return bitsOf(type, value).toString(16);
}

const texts = (types, values) => types.map((type, i) => text(type, values[i])).join(' ');

function kind(e) {
  if (e instanceof WebAssembly.Exception) return 'exception';
  const message = String(e.message);
  if (e instanceof RangeError) throw new Exhausted(message);
  if (!(e instanceof WebAssembly.RuntimeError)) throw e;
  if (/^unreachable/.test(message)) return 'unreachable';
  if (/memory access|data segment|memory index/.test(message)) return 'memory';
  if (/null function|function signature/.test(message)) return 'callee';
  if (/by zero/.test(message)) return 'zero';
  if (/unrepresentable/.test(message)) return 'overflow';
  if (/table|element segment/.test(message)) return 'table';
  if (/null pointer|rethrowing null/.test(message)) return 'null reference';
  if (/illegal cast/.test(message)) return 'cast';
  if (/array is too large/.test(message)) return 'allocation';
  if (/array/.test(message)) return 'array';
  return message;
}

function host(add, index, signature, values) {
  add(`host f${index}(${texts(signature.parameters, values)})`);
  let hash = index;
  signature.parameters.forEach((type, i) => {
    const bits = bitsOf(type, values[i]);
    hash = (Math.imul(hash, 31) + (Number(BigInt.asIntN(32, bits)) ^ Number(BigInt.asIntN(32, bits >> 32n)))) | 0;
  });
  switch (signature.results[0]) {
    case undefined: return undefined;
    case 'I32': return hash;
    case 'I64': return BigInt.asIntN(64, BigInt(hash) * 0x100000001n);
    case 'F32': return (hash & 0xffff) / 8;
    case 'F64': return hash / 8;
    case 'FUNCREF': return null;
    case 'EXTERNREF': return HOST[hash & 3];
  }
  throw new Error(signature.results[0]);
}

function run(job) {
  const lines = [];
  const add = line => { if (lines.length < MOST_LINES) lines.push(line); };
  const imports = { host: {} };
  job.imports.forEach((signature, i) => {
    imports.host['f' + i] = (...values) => host(add, i, signature, values);
  });
  if (job.memory) imports.host.memory = new WebAssembly.Memory(job.memory);
  const module = new WebAssembly.Module(Buffer.from(job.wasm, 'base64'));
  let instance;
  try {
    instance = new WebAssembly.Instance(module, imports);
  } catch (e) {
    add('start = ' + kind(e));
    return lines;
  }
  add('start = ok');
  const exports = instance.exports;
  for (const call of job.calls) {
    const signature = job.functions[call.function];
    const name = 'f' + call.function;
    try {
      exports.refuel(job.fuel);
      const result = exports[name](...call.arguments.map((bits, i) => toValue(signature.parameters[i], bits)));
      add(`${name} = ${texts(signature.results, signature.results.length === 1 ? [result] : result)}`);
    } catch (e) {
      add(`${name} = ${kind(e)}`);
    }
  }
  job.globals.forEach((type, i) => {
    if (exports['g' + i]) add(`g${i} = ${text(type, exports['g' + i].value)}`);
  });
  job.tables.forEach((type, i) => {
    const table = exports['t' + i];
    if (table) add(`t${i} = ${Array.from({ length: table.length }, (_, k) => text(type, table.get(k))).join(' ')}`);
  });
  if (exports.memory) {
    const content = new Uint8Array(exports.memory.buffer);
    let end = content.length;
    while (end > 0 && content[end - 1] === 0) end--;
    const digest = createHash('sha256').update(content.subarray(0, end)).digest('hex').substring(0, 16);
    add(`memory = ${content.length / PAGE} pages, ${digest}`);
  }
  return lines;
}

// What is wrong with a module, or nothing.
function verdict(wasm) {
  if (WebAssembly.validate(wasm)) return '';
  try {
    new WebAssembly.Module(wasm);
  } catch (e) {
    return e.message;
  }
  return 'not valid';
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const job = JSON.parse(line);
    answer = job.validate ? verdict(Buffer.from(job.validate, 'base64')) : run(job);
  } catch (e) {
    answer = e instanceof Exhausted ? { exhausted: e.message } : [String(e)];
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
