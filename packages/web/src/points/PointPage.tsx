/** One point for one subject: what was promised, how it went through the period and the months before, and on what evidence. */
import { instant, periodContaining, promiseSentences, type Zone } from "@overens/core";
import { useEffect, useState } from "react";
import { fetchStatement, type Line, type Room, type Statement } from "../api.ts";
import { BudgetChart } from "../charts/BudgetChart.tsx";
import { budgetOf } from "../charts/budget.ts";
import { type CalendarPeriod, DayCalendar } from "../charts/DayCalendar.tsx";
import { chartWords } from "../charts/words.ts";
import { useReader } from "../reader.tsx";
import { lineName, periodName, pointTitle, subjectName } from "../rooms/names.ts";
import { CaseTable, Receipt, SpanTable } from "../statements/Receipt.tsx";
import { periodRule } from "../statements/StatementPage.tsx";
import { stateOf } from "../statements/state.ts";
import { creditSteps } from "../statements/steps.ts";
import { at, leftOf, lineKey, money, owedOf, promised, valueOf } from "../ui/figures.ts";
import { useZone } from "../ui/moment.tsx";
import { Proof, Status } from "../ui/parts.tsx";

export function PointPage({
  room,
  statement,
  name,
}: {
  readonly room: Room;
  readonly statement: Statement;
  readonly name: string;
}) {
  const { text, language } = useReader();
  const line = statement.result.results.find((found) => lineKey(found) === name);
  if (line === undefined) return <Missing room={room} />;
  const { period } = statement.result;
  const left = leftOf(line, language);
  const owed = owedOf(line);
  const budget = budgetOf(line, period.from, period.until, statement.judged_at);
  const objective = room.document.objectives.find(({ id }) => id === line.objective);
  return (
    <>
      <p className="n">
        p. {line.objective} · {subjectName(room, line, language)} ·{" "}
        <a
          href={`/rooms/${room.room}/statements/${encodeURIComponent(statement.period)}`}
        >{`${text.statement} ${periodName(period.label, language)}`}</a>
      </p>
      <h1 className="serif">{pointTitle(room, line.objective, language)}</h1>
      <div className="verdict">
        <Status state={stateOf(line, statement)} />
        <span className="figure">{valueOf(line, language)}</span>
        <span className="lead">
          {promised(line, text, language)}.{" "}
          {left === null
            ? ""
            : `${left.over ? text.overBy(left.amount, left.of) : text.leftOf(left.amount, left.of, left.share)}.`}{" "}
          {owed.length === 0 ? "" : `${text.owes(owed.map((sum) => money(sum, language)).join(", "))}.`}
        </span>
      </div>
      {objective && (
        <div className="contract">
          {promiseSentences(room.document, objective, language).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      {budget !== null && (
        <section aria-label={chartWords[language].budget}>
          <BudgetChart budget={budget} steps={creditSteps(room, line, language)} />
        </section>
      )}
      <section aria-labelledby="receipt">
        <h2 id="receipt">{text.gotoStatement}</h2>
        <Receipt room={room} line={line} statement={statement} opened />
      </section>
      <Evidence room={room} line={line} />
      <section aria-label={chartWords[language].calendar}>
        <Months room={room} line={line} statement={statement} />
      </section>
      <Proof hash={statement.result.hash} zone={period.zone} />
    </>
  );
}

function Missing({ room }: { readonly room: Room }) {
  const { text } = useReader();
  return (
    <>
      <h1>{text.missing}</h1>
      <p className="lead">{text.noSuchPoint}</p>
      <p className="after">
        <a href={`/rooms/${room.room}`}>{text.home}</a>
      </p>
    </>
  );
}

/** What used the budget: outages, late cases. Requests and slots stand in the receipt. */
function Evidence({ room, line }: { readonly room: Room; readonly line: Line }) {
  const { text, language } = useReader();
  const late = line.cases.filter(({ verdict }) => verdict === "missed");
  const down = line.spans.some(({ state }) => state === "down");
  if (line.evidence.length > 0 || line.verdict === "unmeasured") return null;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{text.evidence}</h2>
      {late.length === 0 && !down && <p className="n">{text.noEvidence}</p>}
      {down && <SpanTable line={line} state="down" name={`${lineName(room, line, language)}: ${text.evidence}`} />}
      {late.length > 0 && (
        <CaseTable
          room={room}
          cases={late}
          name={`${lineName(room, line, language)}: ${text.lateCases}, ${text.evidence}`}
        />
      )}
    </section>
  );
}

const monthsShown = 12;

/** This period and those before it, oldest first, each row as it arrives. */
function Months({
  room,
  line,
  statement,
}: {
  readonly room: Room;
  readonly line: Line;
  readonly statement: Statement;
}) {
  const { language } = useReader();
  const zone = useZone();
  const [before, setBefore] = useState<readonly CalendarPeriod[] | null>(null);
  const key = lineKey(line);
  useEffect(() => {
    if (zone === null) return;
    let here = true;
    const labels = labelsBefore(room, statement, zone);
    void (async () => {
      const found: CalendarPeriod[] = [];
      for (const label of labels) {
        const earlier = await fetchStatement(room.room, label).catch(() => null);
        if (!here) return;
        if (earlier !== null) found.push(periodOf(earlier, key));
      }
      setBefore(found);
    })();
    return () => {
      here = false;
    };
  }, [zone, room, key, statement]);
  return (
    <>
      <DayCalendar periods={[...(before ?? []), periodOf(statement, key)]} />
      {before === null && <p className="n">{chartWords[language].gettingMonths}</p>}
    </>
  );
}

/** The periods that fill a year with this one, oldest first. */
function labelsBefore(room: Room, statement: Statement, zone: Zone): readonly string[] {
  const rule = periodRule(room);
  const count = Math.ceil(monthsShown / (rule.kind === "months" ? rule.months : 1)) - 1;
  const labels: string[] = [];
  let start = at(statement.result.period.from);
  while (labels.length < count) {
    const period = periodContaining(rule, instant(start - 1), zone);
    labels.unshift(period.label);
    start = period.start;
  }
  return labels;
}

function periodOf({ judged_at: judged, result: { period, results } }: Statement, key: string): CalendarPeriod {
  return {
    label: period.label,
    line: results.find((found) => lineKey(found) === key) ?? null,
    from: period.from,
    until: period.until,
    judged,
  };
}
