/**
 * npm run simulate: rooms that live at random in the core, as test/simulation.test.ts plays a few, and links that are used at random.
 * SEED is the first seed, COUNT how many rooms, LINKS how many sequences of links, PROCESSES how many play at once. A seed that fails
 * is printed with what must never be, and the run ends with 1.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const [seed, count] = [Number(process.env.SEED ?? Date.now() % 1e9), Number(process.env.COUNT ?? 100_000)];
const links = Number(process.env.LINKS ?? Math.floor(count / 2));
const processes = Number(process.env.PROCESSES ?? 2);
const length = Number(process.env.LENGTH ?? 120);

if (process.send === undefined) await all();
else await some(Number(process.env.PART));

/** Every process plays its own share of the seeds; what they found is added up. */
async function all() {
  console.log(`rooms: ${count}, links: ${links}, SEED=${seed}, ${length} commands each, ${processes} processes`);
  const began = Date.now();
  const total = {
    rooms: 0,
    entries: 0,
    signatures: 0,
    links: 0,
    stages: {},
    done: {},
    refused: {},
    used: {},
    failed: [],
  };
  await Promise.all(
    Array.from(
      { length: processes },
      (_, part) =>
        new Promise((resolve) => {
          const env = { ...process.env, PART: String(part), SEED: String(seed), PROCESSES: String(processes) };
          const child = fork(fileURLToPath(import.meta.url), {
            env: { ...env, COUNT: String(count), LINKS: String(links) },
          });
          child.on("message", (found) => add(total, found));
          child.on("close", (code) => {
            if (code !== 0) total.failed.push(`a process stopped with ${code}`);
            resolve();
          });
        }),
    ),
  );
  console.log(JSON.stringify(total, null, 1));
  console.log(
    `${total.rooms + total.links} sequences in ${Math.round((Date.now() - began) / 1000)} s, ${total.failed.length} failed`,
  );
  if (total.rooms !== count || total.links !== links || total.failed.length > 0) process.exitCode = 1;
}

async function some(part) {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const load = async (file) => (await runnerImport(root + file, { root, configFile: false, logLevel: "error" })).module;
  const { live } = await load("test/living-room.ts");
  for (let number = part; number < count; number += processes) {
    const found = { rooms: 1 };
    try {
      const { entries, stage, done, refused, verified } = live(seed + number, length);
      const signatures = verified.signatures.codes + verified.claims.length;
      Object.assign(found, { entries, signatures, done, refused, stages: { [stage]: 1 } });
    } catch (error) {
      found.failed = [failure(`room ${seed + number}`, error)];
    }
    process.send(found);
    if (number % 2000 === 0 && number > 0) console.log(`${number} rooms`);
  }
  const { playLinks } = await load("test/inviting.ts");
  for (let number = part; number < links; number += processes)
    try {
      process.send({ links: 1, used: playLinks(seed + number, 40) });
    } catch (error) {
      process.send({ links: 1, failed: [failure(`links ${seed + number}`, error)] });
    }
  process.disconnect();
}

function failure(which, error) {
  const line = `seed of ${which}: ${error instanceof Error ? error.message : error}`;
  console.log(line);
  return line;
}

function add(total, found) {
  for (const [name, value] of Object.entries(found))
    if (Array.isArray(value)) total[name].push(...value);
    else if (typeof value === "number") total[name] += value;
    else for (const [kind, times] of Object.entries(value)) total[name][kind] = (total[name][kind] ?? 0) + times;
}
