/** A period's statement: the figure first, then each objective as a receipt whose lines open to what they were made of. */
import { numberText, textIn, words } from "@overens/core";
import type { Line, Room, Statement } from "../api.ts";
import { BurnDown } from "../charts/BurnDown.tsx";
import { useReader } from "../reader.tsx";
import { subjectName } from "../rooms/names.ts";
import { at, durationText, exact, length, money, targetOf, valueOf } from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";
import { ReceiptLine, Status } from "../ui/parts.tsx";
import { RecomputeHere } from "./RecomputeHere.tsx";

export function StatementPage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const moment = useMoment();
  const { results, totals, hash, period } = statement.result;
  const measured = results.filter(({ verdict }) => verdict !== "unmeasured");
  const missed = results.filter(({ verdict }) => verdict === "missed");
  const owed = totals
    .filter(({ amount }) => !/^[0.]+$/.test(amount))
    .map((sum) => money(sum, language))
    .join(", ");
  const customer = room.parties.find(({ role }) => role === "customer")?.name ?? text.customer;
  return (
    <>
      <p className="n">
        {text.statement} · {moment(period.from)} – {moment(period.until)}
      </p>
      <h1>{period.label}</h1>
      <p className="lead">
        {owed === "" ? text.nothingOwed : text.backTo(owed, customer)} {text.summary(measured.length - missed.length, measured.length, missed.length)}
      </p>
      <p className="n">{text.everyLine}</p>
      {statement.conflicts > 0 && <p className="proof differs">{text.conflicts(statement.conflicts)}</p>}
      {results.map((line) => (
        <ObjectiveReceipt key={`${line.objective} ${line.subject} ${line.group?.value ?? ""}`} room={room} line={line} from={period.from} until={period.until} />
      ))}
      <RecomputeHere room={room} statement={statement} />
      <p className="foot">
        <span>
          {text.checksum} <span className="mono">{hash}</span>
        </span>
        <span>
          {text.zone} {period.zone}
        </span>
      </p>
    </>
  );
}

function ObjectiveReceipt({ room, line, from, until }: { readonly room: Room; readonly line: Line; readonly from: string; readonly until: string }) {
  const { text, language } = useReader();
  const objective = room.document.objectives.find(({ id }) => id === line.objective);
  const id = `o-${line.objective}-${line.subject}-${line.group?.value ?? ""}`;
  return (
    <section aria-labelledby={id} id={`${line.objective}/${line.subject}`}>
      <div className="headline">
        <h2 id={id}>
          <span className="n">p. {line.objective}</span>
          {textIn(objective?.title, language)} – {subjectName(room, line, language)}
        </h2>
        <Status state={line.verdict} />
      </div>
      <div className="receipt">
        {line.spans.length > 0 && <TimeLines line={line} from={from} until={until} />}
        {line.cases.length > 0 && <CaseLines room={room} line={line} />}
        {line.evidence.length > 0 && <EvidenceLines line={line} />}
        <ReceiptLine kind="sum" label={text.measured} value={valueOf(line, language)}>
          {line.exact === null ? null : (
            <p>
              {text.exact} {line.exact} {line.unit === "percent" ? "%" : ""}
            </p>
          )}
        </ReceiptLine>
        <ReceiptLine label={text.target} value={targetOf(line, language)} />
        {line.remedies.map((remedy) => (
          <RemedyLines key={remedy.point} remedy={remedy} missed={line.verdict === "missed"} />
        ))}
      </div>
      {line.budget?.of === "time" && <BurnDown line={line} from={from} until={until} />}
    </section>
  );
}

function RemedyLines({ remedy, missed }: { readonly remedy: Line["remedies"][number]; readonly missed: boolean }) {
  const { text, language } = useReader();
  if (remedy.table_silent) return <ReceiptLine label={`p. ${remedy.point}`} value={text.silent} />;
  return (
    <>
      {missed && <ReceiptLine label={`${text.tier}, p. ${remedy.point}`} value={`${numberText(remedy.percent ?? "0", language)} %`} />}
      {remedy.base !== null && <ReceiptLine label={text.base} value={money(remedy.base, language)} />}
      <ReceiptLine kind="total" label={text.owed} value={remedy.amount === null ? "–" : money(remedy.amount, language)} />
    </>
  );
}

/** Time in the period less what does not count, and what was down: spans that add up. */
function TimeLines({ line, from, until }: { readonly line: Line; readonly from: string; readonly until: string }) {
  const { text, language } = useReader();
  const has = (state: string): boolean => line.spans.some((span) => span.state === state);
  return (
    <>
      <ReceiptLine label={text.time} value={length(from, until)} />
      {(["outside-hours", "not-yet", "excluded", "no-data"] as const).filter(has).map((state) => (
        <ReceiptLine key={state} label={words[language].span[state]} value={`−${sumOf(line, state)}`}>
          <SpanTable line={line} state={state} />
        </ReceiptLine>
      ))}
      <ReceiptLine kind="sum" label={text.counted} value={durationText(Number(exact(line.attainment?.total ?? "0/1")?.numerator ?? 0n))} />
      {(["down", "forgiven"] as const).filter(has).map((state) => (
        <ReceiptLine key={state} label={words[language].span[state]} value={`${state === "down" ? "−" : ""}${sumOf(line, state)}`}>
          <SpanTable line={line} state={state} />
        </ReceiptLine>
      ))}
    </>
  );
}

function sumOf(line: Line, state: string): string {
  return durationText(line.spans.filter((span) => span.state === state).reduce((sum, { from, until }) => sum + at(until) - at(from), 0));
}

/** A table shows this many rows; the rest are counted, and the export has them all. */
const mostRows = 60;

function SpanTable({ line, state }: { readonly line: Line; readonly state: string }) {
  const { text } = useReader();
  const moment = useMoment();
  const spans = line.spans.filter((span) => span.state === state);
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{text.from}</th>
            <th>{text.until}</th>
            <th>{text.length}</th>
            <th>{text.because}</th>
          </tr>
        </thead>
        <tbody>
          {spans.slice(0, mostRows).map((span) => (
            <tr key={span.from}>
              <td>{moment(span.from)}</td>
              <td>{moment(span.until)}</td>
              <td>{length(span.from, span.until)}</td>
              <td>{[span.point === null ? "" : `p. ${span.point}`, ...span.facts].filter((part) => part !== "").join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {spans.length > mostRows && <p>… {spans.length - mostRows}</p>}
    </div>
  );
}

function CaseLines({ room, line }: { readonly room: Room; readonly line: Line }) {
  const { text } = useReader();
  const count = (verdict: string): number => line.cases.filter((found) => found.verdict === verdict).length;
  const latest = [...line.cases].sort((a, b) => (a.clock?.margin_ms ?? 0) - (b.clock?.margin_ms ?? 0));
  return (
    <ReceiptLine label={`${text.cases}, ${line.cases.length}`} value={text.casesLine(count("met"), count("missed"), count("not-finished"))}>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{text.caseName}</th>
              <th>{text.state}</th>
              <th>{text.elapsed}</th>
            </tr>
          </thead>
          <tbody>
            {latest.slice(0, mostRows).map((found) => (
              <tr key={found.case}>
                <td>
                  <a href={`/rooms/${room.room}/cases/${encodeURIComponent(found.case)}`}>{found.case}</a>
                </td>
                <td>
                  <Status state={found.verdict} ofCase />
                </td>
                <td>{found.clock === null ? "–" : durationText(found.clock.elapsed_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {latest.length > mostRows && <p>… {latest.length - mostRows}</p>}
      </div>
    </ReceiptLine>
  );
}

function EvidenceLines({ line }: { readonly line: Line }) {
  const { text } = useReader();
  const moment = useMoment();
  return (
    <ReceiptLine label={text.fact} value={line.attainment === null ? String(line.evidence.length) : `${line.attainment.good} / ${line.attainment.total}`}>
      <div className="scroll">
        <table>
          <tbody>
            {line.evidence.slice(0, mostRows).map((part) => (
              <tr key={part.from}>
                <td>{moment(part.from)}</td>
                <td>
                  {part.good} / {part.total}
                </td>
                <td>{part.facts.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ReceiptLine>
  );
}
