/** Every shared part and every token in use, in both looks beside each other: for those who draw the next page. */
import "./gallery.css";
import { type ReactNode, useState } from "react";
import type { Line } from "../api.ts";
import { BudgetChart } from "../charts/BudgetChart.tsx";
import { budgetOf } from "../charts/budget.ts";
import { ClockChart } from "../charts/ClockChart.tsx";
import { DayCalendar } from "../charts/DayCalendar.tsx";
import { Spark } from "../charts/Spark.tsx";
import { useReader } from "../reader.tsx";
import { money, targetOf, valueOf } from "./figures.ts";
import { ZoneProvider } from "./moment.tsx";
import { Own, Proof, ReceiptLine, Scroll, Sides, type State, Status } from "./parts.tsx";
import { Shell } from "./Shell.tsx";
import { cases, clock, clockDue, outages, sampleHash, samplePeriod, unmeasured } from "./samples.ts";

export function PartsPage() {
  const { text } = useReader();
  return (
    <Shell>
      <main id="content" className="gallery" tabIndex={-1}>
        <ZoneProvider name="Europe/Stockholm">
          <h1>{text.allParts}</h1>
          <p className="lead">{text.partsLead}</p>
          <div className="looks">
            {(["light", "dark"] as const).map((look) => (
              <section key={look} className="look" data-theme={look} aria-label={text[look]}>
                <Tokens />
                <Words />
                <Controls />
                <Marks />
                <Receipts look={look} />
                <Drawings />
              </section>
            ))}
          </div>
        </ZoneProvider>
      </main>
    </Shell>
  );
}

/** The name of a part as it stands in the code, and the part itself. */
function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="part">
      <p className="mono n">{name}</p>
      {children}
    </div>
  );
}

type Token = { readonly name: string; readonly value: string };

/** Read from the style sheet that the pages use, so that none is forgotten. */
function tokensInUse(): readonly Token[] {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ":root") continue;
      const { style } = rule;
      const names = [...style].filter((name) => name.startsWith("--"));
      if (names.includes("--paper")) return names.map((name) => ({ name, value: style.getPropertyValue(name).trim() }));
    }
  }
  return [];
}

function Tokens() {
  const { text } = useReader();
  const [tokens] = useState(tokensInUse);
  const colours = tokens.filter(({ value }) => /^(light-dark\(|#|rgb)/.test(value));
  const sizes = tokens.filter(({ name }) => /^--t-\d/.test(name));
  const spaces = tokens.filter(({ name }) => /^--[sr]-\d/.test(name));
  const others = tokens.filter((token) => ![...colours, ...sizes, ...spaces].includes(token));
  return (
    <>
      <h2>{text.tokens}</h2>
      <ul className="swatches">
        {colours.map(({ name }) => (
          <li key={name} className="mono">
            <span style={{ background: `var(${name})` }} /> {name}
          </li>
        ))}
      </ul>
      <ul className="swatches">
        {sizes.map(({ name }) => (
          <li key={name} style={{ fontSize: `var(${name})`, lineHeight: 1.2 }}>
            {name}
          </li>
        ))}
      </ul>
      <ul className="swatches">
        {spaces.map(({ name, value }) => (
          <li key={name} className="mono">
            <i style={{ width: `var(${name})` }} /> {name} {value}
          </li>
        ))}
      </ul>
      <ul className="swatches">
        {others.map(({ name, value }) => (
          <li key={name} className="mono">
            {name} {value.length > 40 ? `${value.slice(0, 40)} …` : value}
          </li>
        ))}
      </ul>
    </>
  );
}

function Words() {
  const { text } = useReader();
  return (
    <>
      <h2>{text.partsWords}</h2>
      <Part name="h1.serif, h1, h2, h3">
        <p className="sample h1 serif">{text.rooms}</p>
        <p className="sample h1">{text.statement}</p>
        <p className="sample h2">{text.moneyTable}</p>
        <p className="sample h3">{text.whenNotKept}</p>
      </Part>
      <Part name=".lead">
        <p className="lead">{text.statementSentence(1, 4, 1)}</p>
      </Part>
      <Part name=".contract">
        <div className="contract">
          <p>{text.setsPriority("Norrdrift AB")}</p>
          <p>{text.objection("10 d")}</p>
        </div>
      </Part>
      <Part name=".sentences">
        <ul className="contract sentences">
          <li>{text.lateFacts("5 d")}</li>
          <li>{text.noData.unmeasured}</li>
        </ul>
      </Part>
      <Part name=".n, .mono, kbd, time">
        <p className="n">{text.everyLine}</p>
        <p className="mono">{sampleHash}</p>
        <p>
          <kbd>g h</kbd> <time>2026-03-03 14:03 CET</time>
        </p>
      </Part>
    </>
  );
}

function Controls() {
  const { text } = useReader();
  const [shown, show] = useState(0);
  return (
    <>
      <h2>{text.partsControls}</h2>
      <Part name=".btn.first, .btn, .btn.quiet, :disabled">
        <p className="row">
          <button type="button" className="btn first">
            {text.recompute}
          </button>
          <button type="button" className="btn">
            {text.print}
          </button>
          <button type="button" className="btn quiet">
            {text.keyboardHelp}
          </button>
          <button type="button" className="btn" disabled>
            {text.send}
          </button>
        </p>
      </Part>
      <Part name="fieldset.choices, .choice">
        <fieldset className="choices">
          <legend className="vh">{text.show}</legend>
          {[text.allCases, text.lateCases, text.openCases].map((word, index) => (
            <label key={word} className="choice">
              <input type="radio" checked={shown === index} onChange={() => show(index)} /> {word}
            </label>
          ))}
          <label className="choice">
            <input type="checkbox" defaultChecked /> {text.singleKeys}
          </label>
        </fieldset>
        <label className="choice">
          {text.theme}{" "}
          <select>
            <option>{text.system}</option>
            <option>{text.light}</option>
          </select>
        </label>
      </Part>
      <Part name="label.field, textarea">
        <label className="field">
          {text.factsText}
          <textarea placeholder={text.drop} />
        </label>
      </Part>
    </>
  );
}

const states: readonly State[] = ["met", "risk", "missed", "unmeasured", "not-finished", "paused"];

function Marks() {
  const { text } = useReader();
  return (
    <>
      <h2>{text.partsMarks}</h2>
      <Part name="<Status state>">
        <p className="row">
          {states.map((state) => (
            <Status key={state} state={state} />
          ))}
        </p>
      </Part>
      <Part name="<Status state ofCase>">
        <p className="row">
          <Status state="met" ofCase />
          <Status state="missed" ofCase />
          <Status state="not-finished" ofCase />
        </p>
      </Part>
      <Part name="<Sides of>, .party, <Own>">
        <p className="row">
          <Sides />
          <span className="party provider">
            <Sides of="provider" /> Norrdrift AB <small>{text.provider}</small>
          </span>
          <span className="party customer">
            <Sides of="customer" /> Tallholms kommun <small>{text.customer}</small>
          </span>
        </p>
        <div className="band">
          <p>
            <Sides />
            <span>
              <b>{text.shared}</b> {text.sharedBy("Tallholms kommun")}
            </span>
          </p>
          <p className="own">
            <Own />
            <span>
              <b>{text.onlyYou}</b> {text.onlyYouNothing}
            </span>
          </p>
        </div>
      </Part>
      <Part name=".proof, .same, .differs">
        <p className="proof">{text.computing}</p>
        <p className="proof same">{text.same(12, "4 kB", "3 ms")}</p>
        <p className="proof differs">{text.differs}</p>
      </Part>
    </>
  );
}

function Receipts({ look }: { readonly look: "light" | "dark" }) {
  const { text, language } = useReader();
  const measured = valueOf(outages, language);
  return (
    <>
      <h2>{text.partsReceipts}</h2>
      <Part name=".verdict">
        <p className="verdict">
          <Status state="missed" />
          <span className="figure">{measured}</span>
          <span className="lead">{text.overBy("40 s", "4 min 19 s")}</span>
        </p>
      </Part>
      <Part name="<ReceiptLine label value kind>">
        <div className="receipt">
          <ReceiptLine label={text.time} value="720 h">
            <p>{text.periodSpan("2026-03-01 00:00 CET", "2026-04-01 00:00 CEST")}</p>
          </ReceiptLine>
          <ReceiptLine kind="sum" label={text.measured} value={measured} />
          <ReceiptLine label={text.base} value={money({ amount: "10000.00", currency: "SEK" }, language)} opened>
            <p>{text.amountsNote}</p>
          </ReceiptLine>
          <ReceiptLine
            kind="total"
            label={text.sumToClaim}
            value={money({ amount: "1000.00", currency: "SEK" }, language)}
          />
        </div>
      </Part>
      <Part name="<Scroll name>, table.stack">
        <Scroll name={`${text.cases}, ${text[look]}`}>
          <table className="stack">
            <thead>
              <tr>
                <th>{text.caseName}</th>
                <th>{text.state}</th>
                <th className="r">{text.elapsed}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">INC-1</th>
                <td>
                  <Status state="met" ofCase />
                </td>
                <td className="r" data-label={text.elapsed}>
                  2 h 10 min
                </td>
              </tr>
            </tbody>
          </table>
        </Scroll>
      </Part>
      <Part name="<Proof hash zone>">
        <Proof hash={sampleHash} zone="Europe/Stockholm" />
      </Part>
    </>
  );
}

function Drawings() {
  const { text, language } = useReader();
  const { from, until, judged } = samplePeriod;
  const budget = budgetOf(outages, from, until, judged);
  return (
    <>
      <h2>{text.partsDrawings}</h2>
      <Part name="<Spark>">
        <p className="row">
          {[outages, cases, unmeasured].map((line: Line) => (
            <Spark key={line.objective} line={line} from={from} until={until} judged={judged} />
          ))}
        </p>
      </Part>
      <Part name="<BudgetChart>">
        {budget !== null && (
          <BudgetChart
            budget={budget}
            steps={[
              {
                left: 0,
                share: targetOf(outages, language),
                owed: money({ amount: "1000.00", currency: "SEK" }, language),
              },
            ]}
          />
        )}
      </Part>
      <Part name="<DayCalendar>">
        <DayCalendar periods={[{ label: "2026-03", line: outages, from, until, judged }]} />
      </Part>
      <Part name="<ClockChart>">
        <ClockChart clock={clock} due={clockDue} />
      </Part>
    </>
  );
}
