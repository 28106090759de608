/** The document says all that the agreement says, carries the agreement, comes out the same each time, and falls over no text. */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { PDF } from "@libpdf/core";
import {
  type Agreement,
  canonicalJson,
  instant,
  type Json,
  type Language,
  parseAgreement,
  pointsOf,
  renderAgreement,
  rootOf,
} from "@overens/core";
import { expect, test } from "vitest";
import type { AgreementDocument, SignatureShown } from "./agreement-document.ts";
import { agreementPdf } from "./agreement-pdf.ts";

const complete = example("complete");
const åsa: SignatureShown = {
  party: "norrdrift",
  person: "Åsa Lind",
  function: "avtalsansvarig",
  authority: "ensam, upp till 2 000 000 kr om året",
  method: "passkey",
  at: "2026-11-09T16:20:11+01:00",
  zone: "Europe/Stockholm",
  typed: "Åsa Lind",
  decision: null,
};
const karin: SignatureShown = {
  ...åsa,
  party: "tallholm",
  person: "Karin Berg",
  typed: "Karin Berg",
  authority: "tillsammans med en till",
  method: "code",
  decision: { body: "Servicenämnden", paragraph: "§ 84", register: "KS 2026/0412", date: "2026-11-03" },
};

test.each(["sv", "en"] as const)(
  "every point, sentence, name and sum of the agreement stands in the %s document",
  async (language) => {
    const text = await textOf(
      await agreementPdf(of(complete, { language, stage: "signed", signatures: [åsa, karin] })),
    );
    const { sections } = renderAgreement(complete, language);
    const sentences = sections.flatMap(({ title, points }) => [
      title,
      ...points.flatMap(({ title: name, sentences: found, rows = [] }) => [name, ...found, ...rows]),
    ]);
    expect(sentences.length).toBeGreaterThan(150);
    expect(sentences.filter((sentence) => !text.includes(bare(sentence)))).toEqual([]);
    for (const { id } of pointsOf(complete).slice(1)) expect(text).toContain(id);
    expect(text).toContain(rootOf(complete));
    for (const words of [
      "ÅsaLind",
      "2000000kr",
      "§84",
      "KS2026/0412",
      "KarinBerg",
      "2026-11-09T16:20:11+01:00(Europe/Stockholm)",
    ])
      expect(text).toContain(words);
    expect(text).toContain(language === "sv" ? "40000,00kr" : "SEK40,000.00");
  },
);

test("the attached file is the agreement: its canonical bytes, and its root through the core", async () => {
  const beside = {
    name: "agreement.yaml",
    mime: "application/yaml",
    bytes: Buffer.from("å: ä\n"),
    description: "Som den skrevs",
  };
  const document = await PDF.load(await agreementPdf(of(complete, { attachments: [beside] })));
  const attached = await document.attachments.get("agreement.json");
  const text = Buffer.from(attached ?? []).toString("utf8");
  expect(text).toBe(canonicalJson(complete as unknown as Json));
  const read = parseAgreement(text);
  expect(read.ok && rootOf(read.value.agreement)).toBe(rootOf(complete));
  expect(Buffer.from((await document.attachments.get("agreement.yaml")) ?? [])).toEqual(beside.bytes);
});

test("the same input gives the same bytes, and another input others", async () => {
  const [first, second, other] = await Promise.all(
    [of(complete), of(complete), of(complete, { version: "4" })].map((input) => agreementPdf(input)),
  );
  expect(Buffer.compare(first as Uint8Array, second as Uint8Array)).toBe(0);
  expect(Buffer.compare(first as Uint8Array, other as Uint8Array)).not.toBe(0);
});

test("the file claims PDF/A-3 of conformance A, is tagged and names its language", async () => {
  const all = opened(await agreementPdf(of(complete)));
  expect(all.includes("<pdfaid:part>3</pdfaid:part>")).toBe(true);
  expect(all.includes("<pdfaid:conformance>A</pdfaid:conformance>")).toBe(true);
  expect(/\/Marked true/.test(all)).toBe(true);
  expect(/\/Lang ?\(sv\)/.test(all)).toBe(true);
  expect(/\/AFRelationship ?\/Source/.test(all)).toBe(true);
});

test.each(["sv", "en"] as const)(
  "the same source compiles as PDF/UA-1, with signatures and without, in %s",
  async (language) => {
    for (const found of [{ stage: "draft" }, { stage: "signed", signatures: [åsa, karin] }] as const) {
      const all = opened(await agreementPdf(of(complete, { language, ...found }), "ua-1"));
      expect(all.includes("<pdfuaid:part>1</pdfuaid:part>")).toBe(true);
    }
  },
);

test("each stage says what it is, and nobody is shown as having signed who has not", async () => {
  const saying = async (found: Partial<AgreementDocument>): Promise<string> =>
    textOf(await agreementPdf(of(complete, { language: "en", ...found })));
  expect(await saying({ stage: "draft" })).toContain("Nothingherebindsanybodyyet");
  expect(await saying({ stage: "locked", signatures: [åsa] })).toContain("Hasnotsignedyet");
  const signed = await saying({ stage: "signed", signatures: [åsa, karin] });
  expect(signed).not.toContain("Hasnotsigned");
  expect(await saying({ stage: "in-use" })).toContain("Signedoutsidetheroomon2025-12-01");
});

test("the page refuses to state a root that is not the agreement's", async () => {
  await expect(agreementPdf(of(complete, { root: rootOf(example("safespring")) }))).rejects.toThrow(
    "the root is the agreement's",
  );
});

/** What acts in a PDF; links inside the document do not. */
const active = /\/(URI|JavaScript|JS|Launch|SubmitForm|GoToR|GoToE|OpenAction|AA|RichMedia|Movie)\b/;

const hostile = [
  [
    "HTML and scripts",
    "<script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) http://169.254.169.254/",
  ],
  [
    "Typst's own language",
    '#eval("1") #read("/etc/passwd") #import "@preview/x:1.0.0" $x^2$ *b* _i_ \\ `raw` @ref <label> // /* */ #pagebreak()',
  ],
  ["PDF's own language", ") >> endobj 1 0 obj << /S /JavaScript /JS (app.alert(1)) >> /URI (http://x) /Launch"],
  ["emoji", "Bolaget 😀👨‍👩‍👧🏳️‍🌈 AB"],
  ["right to left", "שלום עולם مرحبا بالعالم میخواهم"],
  ["letters turned about", "betala \u202e000 001\u202c kr \u2066x\u2069 \u200f"],
  ["writing that no font has", "漢字 ไทย ខ្មែរ 𓀀 ᚠ ༀ"],
  ["characters that are none", "\u0001\u0007\ufeff\ue000\u{10ffff}\uffff\u2028\u2029\u0085"],
  ["heaps of accents", `Z${"\u0351\u036b\u0343".repeat(200)}a`],
  ["one endless word", "Ö".repeat(20_000)],
  ["nothing but space", " \n\n\t \u00a0"],
  ["a long text", "långa ord om ingenting ".repeat(20_000)],
] as const;

test.each(hostile)("%s in title, names and text comes out as text", async (_, words) => {
  const agreement: Agreement = {
    ...complete,
    title: words.slice(0, 300),
    parties: complete.parties.map((party) =>
      party.role === "provider" ? { ...party, name: words.slice(0, 2000) } : party,
    ),
    liability: [{ id: "x.1", title: words.slice(0, 500), text: words }],
  };
  const bytes = await agreementPdf(
    of(agreement, {
      room: words.slice(0, 2000),
      signatures: [{ ...åsa, typed: words.slice(0, 300), authority: words.slice(0, 300) }],
    }),
  );
  const document = await PDF.load(bytes);
  expect(document.getPageCount()).toBeGreaterThan(10);
  const attached = Buffer.from((await document.attachments.get("agreement.json")) ?? []).toString("utf8");
  expect(attached).toBe(canonicalJson(agreement as unknown as Json));
  expect(withoutStrings(opened(bytes, attached)).match(active)).toBeNull();
});

test("characters that stand as their code points are listed on the last page", async () => {
  const text = await textOf(await agreementPdf(of({ ...complete, title: "Avtal 😀 \u202e漢" }, { language: "en" })));
  expect(text).toContain("Avtal⟨U+1F600⟩⟨U+202E");
  expect(text).toContain("U+202EU+6F22U+1F600");
  expect(text).toContain("Characterswithoutaform");
});

test("2,000 points come out whole, in a few seconds of work", async () => {
  const points = Array.from({ length: 2000 }, (_, index) => ({
    id: `x.${index}`,
    title: `Punkt ${index}`,
    text: "Leverantören svarar för att fel åtgärdas utan dröjsmål. ".repeat(4),
  }));
  const before = process.cpuUsage();
  const bytes = await agreementPdf(of({ ...complete, liability: points }));
  const { user, system } = process.cpuUsage(before); // of this process and its threads: what else the machine does is no matter
  const took = (user + system) / 1000;
  process.stdout.write(`2,000 points: ${Math.round(took)} ms, ${Math.round(bytes.length / 1024)} KiB\n`);
  expect(took).toBeLessThan(20_000);
  expect((await PDF.load(bytes)).getPageCount()).toBeGreaterThan(200);
}, 120_000);

function of(agreement: Agreement, found: Partial<AgreementDocument> = {}): AgreementDocument {
  return {
    agreement,
    language: "sv" satisfies Language,
    root: rootOf(agreement),
    room: "Drift 2027",
    version: "3",
    stage: "draft",
    signatures: [],
    frozen: { zones: "IANA 2026a", holidays: [{ calendar: "Kontorstid", dates: ["2026-01-01", "2026-06-19"] }] },
    attachments: [],
    seal: null,
    at: instant(Date.UTC(2026, 10, 9, 15, 20, 11)),
    ...found,
  };
}

function example(name: string): Agreement {
  const read = parseAgreement(readFileSync(`examples/${name}/agreement.yaml`, "utf8"));
  if (!read.ok) throw new Error(name);
  return read.value.agreement;
}

/** All text of all pages without its spaces, running lines left out: lines break where the page wants. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const pages = (await PDF.load(bytes)).extractText();
  return pages
    .map(({ text }, index) =>
      bare(
        text
          .split("\n")
          .slice(index === 0 ? 0 : 1, -1)
          .join(""),
      ),
    )
    .join("");
}

function bare(text: string): string {
  return text.replace(/[\s\u200b\u00ad]/g, "");
}

/** Everything in the file with its streams opened, but for one that is given. */
function opened(bytes: Uint8Array, but = ""): string {
  const file = Buffer.from(bytes).toString("latin1");
  return file.replace(/stream\r?\n([\s\S]*?)\r?\nendstream/g, (whole, body: string) => {
    try {
      const text = inflateSync(Buffer.from(body, "latin1"));
      return but !== "" && text.toString("utf8") === but ? "" : text.toString("latin1");
    } catch {
      return whole;
    }
  });
}

/** The file's structure alone: texts between parentheses and in the metadata are data. */
function withoutStrings(file: string): string {
  return file.replace(/<x:xmpmeta[\s\S]*?<\/x:xmpmeta>/g, "").replace(/\((?:\\[\s\S]|[^\\()])*\)/g, "()");
}
