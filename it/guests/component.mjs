// Makes components: component.mjs parse TEXT OUT | embed CORE WIT WORLD OUT [ADAPTER] | adapt CORE OUT ADAPTER
// ADAPTER is "reactor" or "command", the kind of preview 1 adapter to link in.
import { readFile, writeFile } from "node:fs/promises";
import {
  componentEmbed,
  componentNew,
  parse,
  preview1AdapterCommandPath,
  preview1AdapterReactorPath,
} from "@bytecodealliance/jco";

async function adapters(kind) {
  if (kind === undefined) return [];
  const path = kind === "command" ? preview1AdapterCommandPath() : preview1AdapterReactorPath();
  return [["wasi_snapshot_preview1", new Uint8Array(await readFile(path))]];
}

const [action, ...rest] = process.argv.slice(2);
if (action === "parse") {
  const [source, out] = rest;
  await writeFile(out, await parse(await readFile(source, "utf8")));
} else if (action === "embed") {
  const [core, wit, world, out, adapter] = rest;
  const embedded = await componentEmbed({
    binary: new Uint8Array(await readFile(core)),
    witSource: await readFile(wit, "utf8"),
    world,
  });
  await writeFile(out, await componentNew(embedded, await adapters(adapter)));
} else if (action === "adapt") {
  const [core, out, adapter] = rest;
  await writeFile(
    out,
    await componentNew(new Uint8Array(await readFile(core)), await adapters(adapter)),
  );
} else {
  throw new Error(`unknown action ${action}`);
}
