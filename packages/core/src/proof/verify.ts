/** Verifies a bundle without a server: chains, bodies, the agreement's root, every move played again, and every statement recomputed from its facts. */
import type { Agreement } from "../agreement/agreement.ts";
import { rootOf } from "../agreement/canonical.ts";
import { parseAgreement } from "../agreement/parse.ts";
import { canonicalJson, type Json } from "../basics/canonical-json.ts";
import { type Hash, hasher, hashJson, hashText } from "../basics/hash.ts";
import { type Collector, collector } from "../facts/collect.ts";
import { parseFactLine } from "../facts/parse.ts";
import { timelineOf } from "../facts/timeline.ts";
import { firstBreak } from "../log/chain.ts";
import type { JournalBody, StatementIssued } from "../room/journal.ts";
import { afterEntry, emptyRoom, type RoomState } from "../room/room.ts";
import type { SignedVersion } from "../room/version.ts";
import type { Result } from "../statement/result.ts";
import { objectiveJson, resultJson } from "../statement/result-json.ts";
import type { TimeTables } from "../time/tables.ts";
import { parseInstant } from "../time/zone.ts";
import {
  type BundledEntry,
  type BundledStatement,
  type BundleEnd,
  bodyHolds,
  journalLog,
  parsePart,
} from "./bundle.ts";
import { judgedBy } from "./judging.ts";
import { type PasskeyClaim, passkeyClaim } from "./passkey-claim.ts";
import { readBody, replay, type SignedEntry } from "./replay.ts";
import { resultOf } from "./result-of.ts";

/** What does not hold, or what the reader should know. `where` is a log and entry, a line of the file, or a statement's name. */
export type Finding = { readonly code: FindingCode; readonly where: string };
export type FindingCode =
  | "not-a-bundle"
  | "cut-short"
  | "chain-broken"
  | "body-changed"
  | "body-erased"
  /** The first entry that no command could have made in the room as it stood: what comes after it is not judged. */
  | "move-not-allowed"
  /** From this entry on nothing is judged: its body is not there, or not its own. */
  | "not-judged"
  /** A signature that does not say what the entry says, or was not made by the key that it names. */
  | "signature-wrong"
  | "agreement-changed"
  | "agreement-unreadable"
  | "position-not-in-log"
  | "result-differs"
  | "figure-differs"
  | "other-tables"
  | "head-not-found";

export type Verified = {
  readonly findings: readonly Finding[];
  /** Whether nothing was changed: an erased body and other tables are told, but are no forgery. */
  readonly holds: boolean;
  readonly entries: number;
  /** How many entries of the journal were played again, and found to be what the room's rules give. */
  readonly replayed: number;
  readonly facts: number;
  readonly statements: number;
  /** How many signatures hold: by passkey, and by code, where the word of whoever kept the journal is all there is. */
  readonly signatures: { readonly passkeys: number; readonly codes: number };
  /** Signatures whose arithmetic is still to be done, and where they stand: afterArithmetic takes what came of it. */
  readonly claims: readonly { readonly where: string; readonly claim: PasskeyClaim }[];
  /** The head of each log, to keep and compare with next time. */
  readonly heads: Readonly<Record<string, Hash>>;
};

const harmless: ReadonlySet<FindingCode> = new Set(["body-erased", "not-judged", "other-tables"]);

/** @param earlier heads that the reader kept from before: each must still be in its log */
export function verifyBundle(lines: Iterable<string>, tables: TimeTables, earlier: readonly Hash[] = []): Verified {
  const findings: Finding[] = [];
  const find = (code: FindingCode, where: string): void => void findings.push({ code, where });
  const read = readParts(lines, find);
  const heads: Record<string, Hash> = {};
  for (const [log, entries] of read.logs) {
    const broken = firstBreak(entries);
    if (broken) find("chain-broken", `${log} ${broken.sequence}`);
    for (const entry of entries) {
      const holds = bodyHolds(entry);
      if (holds !== true) find(holds === null ? "body-erased" : "body-changed", `${log} ${entry.sequence}`);
    }
    const last = entries.at(-1);
    if (last) heads[log] = last.head;
  }
  for (const head of earlier)
    if (![...read.logs.values()].some((entries) => entries.some((entry) => entry.head === head)))
      find("head-not-found", head);
  const replayed = replay(read.logs.get(journalLog) ?? [], tables);
  if (replayed.stop) find(replayed.stop.because, `${journalLog} ${replayed.stop.sequence}`);
  const claims = claimsIn(replayed.signed, find);
  const agreement = agreementIn(read, find);
  const journal = journalOf(read);
  const statements = journal.filter((body) => body.kind === "statement-issued");
  const { versions } = foldedAsFarAsItGoes(journal);
  if (agreement) for (const statement of statements) judgeStatement(statement, agreement, versions, read, tables, find);
  const entries = [...read.logs.values()].reduce((sum, log) => sum + log.length, 0);
  return {
    findings,
    holds: findings.every(({ code }) => harmless.has(code)),
    entries,
    replayed: replayed.entries,
    facts: factCount(read),
    statements: statements.length,
    signatures: {
      passkeys: claims.length,
      codes: replayed.signed.filter(({ act }) => act.evidence.kind === "code").length,
    },
    claims,
    heads,
  };
}

/** What was verified, once somebody has done the arithmetic of its claims. @param wrong where signatures stand that do not hold */
export function afterArithmetic(verified: Verified, wrong: readonly string[]): Verified {
  const { findings, signatures } = verified;
  return {
    ...verified,
    findings: [...findings, ...wrong.map((where) => ({ code: "signature-wrong", where }) as const)],
    holds: verified.holds && wrong.length === 0,
    signatures: { ...signatures, passkeys: signatures.passkeys - wrong.length },
    claims: [],
  };
}

function claimsIn(signed: readonly SignedEntry[], find: Find): Verified["claims"] {
  return signed.flatMap(({ sequence, act: { evidence, binding } }) => {
    if (evidence.kind === "code") return [];
    const where = `${journalLog} ${sequence}`;
    const read = passkeyClaim(evidence, binding);
    if ("claim" in read) return [{ where, claim: read.claim }];
    find("signature-wrong", where);
    return [];
  });
}

type Read = {
  readonly logs: Map<string, BundledEntry[]>;
  readonly statements: BundledStatement[];
  agreement: string | null;
  room: string | null;
};
type Find = (code: FindingCode, where: string) => void;

function readParts(lines: Iterable<string>, find: Find): Read {
  const read: Read = { logs: new Map(), statements: [], agreement: null, room: null };
  let count = 0;
  let end: BundleEnd | null = null;
  const digest = hasher();
  for (const line of lines) {
    if (line.trim() === "") continue;
    count += 1;
    const part = parsePart(line);
    if (part === null || (count === 1) !== (part.part === "bundle")) find("not-a-bundle", String(count));
    else if (part.part === "agreement") read.agreement = part.text;
    else if (part.part === "statement") read.statements.push(part);
    else if (part.part === "end") end = part;
    else if (part.part === "bundle") read.room = part.room;
    else if (part.part === "entry") {
      const log = read.logs.get(part.log);
      if (log) log.push(part);
      else read.logs.set(part.log, [part]);
    }
    if (part?.part !== "end") digest.update(`${line}\n`);
  }
  if (end === null || end.lines !== count || end.digest !== digest.digest()) find("cut-short", String(count));
  return read;
}

/** What the journal says, as far as its bodies are those that it was made of. */
function journalOf({ logs }: Read): readonly JournalBody[] {
  return (logs.get(journalLog) ?? []).flatMap((entry) => (bodyHolds(entry) === true ? (readBody(entry) ?? []) : []));
}

/** The room's state by its journal; what cannot be read as an agreement ends it, and is told elsewhere. */
function foldedAsFarAsItGoes(journal: readonly JournalBody[]): RoomState {
  let state = emptyRoom;
  for (const body of journal)
    try {
      state = afterEntry(state, body);
    } catch {
      return state;
    }
  return state;
}

function agreementIn(read: Read, find: Find): Agreement | null {
  const journal = journalOf(read);
  const added = journal.find((body) => body.kind === "room-added");
  if (read.agreement === null || !added) {
    find("agreement-unreadable", "agreement");
    return null;
  }
  const parsed = parseAgreement(read.agreement);
  // Nothing can be computed from another text than the one that was agreed on.
  if (read.room !== added.room) find("not-a-bundle", "1");
  // A transcription of a file signed elsewhere may have been mended: the last one is what holds.
  const text = journal.findLast((body) => body.kind === "transcription-changed") ?? added;
  const holds = parsed.ok && hashText(read.agreement) === text.document && rootOf(parsed.value.agreement) === text.root;
  if (!parsed.ok) find("agreement-unreadable", "agreement");
  else if (!holds) find("agreement-changed", "agreement");
  return holds ? parsed.value.agreement : null;
}

/** What is no statement by its form, or rests on days that are none by theirs, gives no result that is the same. */
function judgeStatement(
  issued: StatementIssued,
  agreement: Agreement,
  versions: readonly SignedVersion[],
  read: Read,
  tables: TimeTables,
  find: Find,
): void {
  try {
    verifyStatement(issued, agreement, versions, read, tables, find);
  } catch {
    find("result-differs", `${issued.period} no. ${issued.number}`);
  }
}

/** Recomputes a statement from the facts up to its positions, and compares the hash and then each printed line. */
function verifyStatement(
  issued: StatementIssued,
  agreement: Agreement,
  versions: readonly SignedVersion[],
  read: Read,
  tables: TimeTables,
  find: Find,
): void {
  const name = `${issued.period} no. ${issued.number}`;
  for (const { source, sequence, head } of issued.positions)
    if (sequence > 0 && read.logs.get(source)?.[sequence - 1]?.head !== head)
      find("position-not-in-log", `${name}, ${source} ${sequence}`);
  // What had not been signed when the statement was issued has no say in it.
  const judged = judgedBy(
    agreement,
    versions.filter(({ root }) => root === issued.root),
    issued.period,
    tables,
  );
  const judgedAt = parseInstant(issued.judged_at);
  const result =
    judged && typeof judgedAt === "number"
      ? resultOf(judged.agreement, judged.period, timelineOf(factsUpTo(read, issued)), judged.tables, judgedAt)
      : null;
  const printed = read.statements.find((found) => found.period === issued.period && found.number === issued.number)
    ?.result as Printed | undefined;
  const wrong = result?.ok ? difference(issued, result.value, printed) : (["result-differs", ""] as const);
  if (wrong !== null) find(wrong[0], wrong[1] === "" ? name : `${name}, ${wrong[1]}`);
}

type Printed = { readonly inputs?: { readonly tables?: string }; readonly results?: readonly Json[] };

function difference(
  issued: StatementIssued,
  result: Result,
  printed: Printed | undefined,
): readonly [FindingCode, string] | null {
  if (printed?.inputs?.tables !== undefined && printed.inputs.tables !== result.inputs.tables)
    return printedHash(printed) === issued.result ? ["other-tables", ""] : ["figure-differs", ""];
  if (result.hash !== issued.result) return ["result-differs", ""];
  if (printed === undefined) return null;
  const line = result.objectives.find(
    (found, index) => !isSame(objectiveJson(found), printed.results?.[index] ?? null),
  );
  if (line) return ["figure-differs", `${line.objective} ${line.subject}`];
  return isSame(resultJson(result), printed as Json) ? null : ["figure-differs", ""];
}

/** The hash that a printed result should carry: of all of it but the hash itself. */
function printedHash(printed: Printed): Hash | null {
  const { hash: _, ...rest } = printed as { readonly [member: string]: Json };
  try {
    return hashJson(rest);
  } catch {
    return null;
  }
}

/** What has no canonical form, such as a fraction where text was printed, is not the same as what has. */
function isSame(ours: Json, printed: Json): boolean {
  try {
    return canonicalJson(ours) === canonicalJson(printed);
  } catch {
    return false;
  }
}

function factsUpTo({ logs }: Read, { positions }: StatementIssued): Collector {
  const facts = collector();
  for (const { source, sequence } of positions) {
    for (const entry of (logs.get(source) ?? []).slice(0, sequence)) {
      if (entry.kind !== "facts" || entry.body === null) continue;
      for (const line of entry.body.split("\n")) {
        const parsed = parseFactLine(line, 1);
        if (parsed.ok) facts.add(parsed.value);
      }
    }
  }
  return facts;
}

function factCount({ logs }: Read): number {
  let count = 0;
  for (const entries of logs.values())
    for (const { kind, body } of entries) if (kind === "facts" && body !== null) count += body.split("\n").length;
  return count;
}
