/** One line of a statement as a receipt: each figure opens, downwards, to what it was made of. */
import { type Language, numberText, words } from "@overens/core";
import type { Line, Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import { lineName } from "../rooms/names.ts";
import {
  at,
  budgetAmount,
  duration,
  durationText,
  exact,
  leftOf,
  length,
  money,
  promised,
  valueOf,
} from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";
import { ReceiptLine, Scroll, Status } from "../ui/parts.tsx";
import { boundsText, percentText, remedyName, tiersOf } from "./steps.ts";

export function Receipt({
  room,
  line,
  statement,
  opened,
}: {
  readonly room: Room;
  readonly line: Line;
  readonly statement: Statement;
  readonly opened?: boolean;
}) {
  const { text, language } = useReader();
  const { period } = statement.result;
  const left = leftOf(line, language);
  return (
    <div className="receipt">
      {line.spans.length > 0 && (
        <TimeLines room={room} line={line} from={period.from} until={period.until} opened={opened ?? false} />
      )}
      {line.cases.length > 0 && <CaseLines room={room} line={line} />}
      {line.evidence.length > 0 && <EvidenceLines room={room} line={line} />}
      <ReceiptLine kind="sum" label={text.measured} value={valueOf(line, language)}>
        {line.exact === null ? null : (
          <>
            {line.attainment !== null && (
              <p className="mono">{`${plainExact(line.attainment.good)} / ${plainExact(line.attainment.total)}`}</p>
            )}
            <p>
              {text.exact} <span className="mono">{line.exact}</span> {line.unit === "percent" ? "%" : ""}.{" "}
              {text.shownCut}
            </p>
          </>
        )}
      </ReceiptLine>
      <ReceiptLine label={text.target} value={promised(line, text, language)}>
        {left === null || line.budget === null ? null : (
          <p>
            {text.budgetLine} {left.of}, {text.used}{" "}
            {budgetAmount(exact(line.budget.used) ?? { numerator: 0n, denominator: 1n }, line.budget.of, language)}.{" "}
            {left.over ? text.overBy(left.amount, left.of) : text.leftOf(left.amount, left.of, left.share)}.
          </p>
        )}
      </ReceiptLine>
      {line.remedies.map((remedy) => (
        <RemedyLines key={remedy.point} room={room} line={line} remedy={remedy} />
      ))}
    </div>
  );
}

function RemedyLines({
  room,
  line,
  remedy,
}: {
  readonly room: Room;
  readonly line: Line;
  readonly remedy: Line["remedies"][number];
}) {
  const { text, language } = useReader();
  const name = remedyName(room, remedy.point, language);
  if (remedy.table_silent) return <ReceiptLine label={`${name}, p. ${remedy.point}`} value={text.silent} />;
  const tiers = tiersOf(room, line, remedy.point);
  const missed = line.verdict === "missed";
  return (
    <>
      {tiers.length > 0 && (
        <ReceiptLine
          label={missed ? text.tier : text.table}
          value={missed ? percent(remedy.percent ?? "0", language) : ""}
        >
          <table>
            <thead>
              <tr>
                <th>{text.measured}</th>
                <th className="r">{text.stepCredit}</th>
              </tr>
            </thead>
            <tbody>
              {tiers.map((tier, index) => (
                <tr key={boundsText(tier, language)} className={missed && index === remedy.tier ? "chosen" : undefined}>
                  <td>{boundsText(tier, language)}</td>
                  <td className="r">{percentText(tier.credit, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ReceiptLine>
      )}
      {remedy.base !== null && <ReceiptLine label={text.base} value={money(remedy.base, language)} />}
      <ReceiptLine
        kind="total"
        label={`${name}${missed && remedy.base !== null && remedy.percent !== null ? `, ${percent(remedy.percent, language)} ${text.ofTotal} ${money(remedy.base, language)}` : ""}`}
        value={remedy.amount === null ? "–" : money(remedy.amount, language)}
      />
    </>
  );
}

function percent(figure: string, language: Language): string {
  return percentText(`${figure} %`, language);
}

/** Time in the period less what does not count, and what was down: spans that add up. */
function TimeLines({
  room,
  line,
  from,
  until,
  opened,
}: {
  readonly room: Room;
  readonly line: Line;
  readonly from: string;
  readonly until: string;
  readonly opened: boolean;
}) {
  const { text, language } = useReader();
  const moment = useMoment();
  const has = (state: string): boolean => line.spans.some((span) => span.state === state);
  return (
    <>
      <ReceiptLine label={text.time} value={length(from, until)}>
        <p>{text.periodSpan(moment(from), moment(until))}</p>
      </ReceiptLine>
      {(["outside-hours", "not-yet", "excluded", "no-data"] as const).filter(has).map((state) => (
        <ReceiptLine key={state} label={words[language].span[state]} value={`−${sumOf(line, state)}`}>
          <SpanTable
            line={line}
            state={state}
            name={`${lineName(room, line, language)}: ${words[language].span[state]}`}
          />
        </ReceiptLine>
      ))}
      <ReceiptLine
        kind="sum"
        label={text.counted}
        value={duration(Number(exact(line.attainment?.total ?? "0/1")?.numerator ?? 0n))}
      />
      {(["down", "forgiven"] as const).filter(has).map((state) => (
        <ReceiptLine
          key={state}
          label={`${words[language].span[state]}, ${text.outages(line.spans.filter((span) => span.state === state).length)}`}
          value={state === "down" ? `−${sumOf(line, state)}` : sumOf(line, state)}
          opened={opened && state === "down"}
        >
          <SpanTable
            line={line}
            state={state}
            name={`${lineName(room, line, language)}: ${words[language].span[state]}`}
          />
        </ReceiptLine>
      ))}
    </>
  );
}

function sumOf(line: Line, state: string): string {
  return duration(
    line.spans.filter((span) => span.state === state).reduce((sum, { from, until }) => sum + at(until) - at(from), 0),
  );
}

/** "n/1" is a whole number to a reader. */
function plainExact(text: string): string {
  return text.endsWith("/1") ? text.slice(0, -2) : text;
}

/** A table shows this many rows; the rest are counted, and the terminal prints them all. */
const mostRows = 60;

/** @param name tells it from the other tables of its page */
export function SpanTable({
  line,
  state,
  name,
}: {
  readonly line: Line;
  readonly state: Line["spans"][number]["state"];
  readonly name: string;
}) {
  const { text } = useReader();
  const moment = useMoment();
  const spans = line.spans.filter((span) => span.state === state);
  return (
    <Scroll name={name}>
      <table className="stack">
        <thead>
          <tr>
            <th>{text.from}</th>
            <th>{text.until}</th>
            <th>{text.because}</th>
            <th className="r">{text.length}</th>
          </tr>
        </thead>
        <tbody>
          {spans.slice(0, mostRows).map((span) => (
            <tr key={span.from}>
              <td data-label={text.from}>{moment(span.from)}</td>
              <td data-label={text.until}>{moment(span.until)}</td>
              <td data-label={text.because}>
                {[span.point === null ? "" : `p. ${span.point}`, ...span.facts]
                  .filter((part) => part !== "")
                  .join(", ")}
              </td>
              <td className="r" data-label={text.length}>
                {durationText(at(span.until) - at(span.from))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {spans.length > mostRows && <p>{text.notShown(spans.length - mostRows)}</p>}
    </Scroll>
  );
}

function CaseLines({ room, line }: { readonly room: Room; readonly line: Line }) {
  const { text, language } = useReader();
  const name = lineName(room, line, language);
  const of = (verdict: string): Line["cases"] => line.cases.filter((found) => found.verdict === verdict);
  const [late, open, inTime] = [of("missed"), of("not-finished"), of("met")];
  return (
    <>
      <ReceiptLine label={text.countedCases} value={String(line.cases.length - open.length)} kind="sum" />
      {late.length > 0 && (
        <ReceiptLine label={text.lateCases} value={`−${late.length}`}>
          <CaseTable room={room} cases={late} name={`${name}: ${text.lateCases}`} />
        </ReceiptLine>
      )}
      {inTime.length > 0 && (
        <ReceiptLine label={text.inTime} value={String(inTime.length)}>
          <CaseTable room={room} cases={inTime} name={`${name}: ${text.inTime}`} />
        </ReceiptLine>
      )}
      {open.length > 0 && (
        <ReceiptLine label={text.openCases} value={String(open.length)}>
          <CaseTable room={room} cases={open} name={`${name}: ${text.openCases}`} />
        </ReceiptLine>
      )}
    </>
  );
}

/** Those with the least margin first. */
export function CaseTable({
  room,
  cases,
  name,
  most = mostRows,
}: {
  readonly room: Room;
  readonly cases: Line["cases"];
  readonly name: string;
  readonly most?: number;
}) {
  const { text } = useReader();
  const moment = useMoment();
  const latest = [...cases].sort((a, b) => (a.clock?.margin_ms ?? 0) - (b.clock?.margin_ms ?? 0));
  return (
    <Scroll name={name}>
      <table className="stack">
        <thead>
          <tr>
            <th>{text.caseName}</th>
            <th>{text.state}</th>
            <th>{text.due}</th>
            <th className="r">{text.elapsed}</th>
            <th className="r">{text.margin}</th>
          </tr>
        </thead>
        <tbody>
          {latest.slice(0, most).map((found) => (
            <tr key={found.case}>
              <td>
                <a href={`/rooms/${room.room}/cases/${encodeURIComponent(found.case)}`}>{found.case}</a>
              </td>
              <td>
                <Status state={found.verdict} ofCase />
              </td>
              <td className="when" data-label={text.due}>
                {found.due_at === null ? "–" : moment(found.due_at)}
              </td>
              <td className="r" data-label={text.elapsed}>
                {found.clock === null ? "–" : duration(found.clock.elapsed_ms)}
              </td>
              <td className="r" data-label={text.margin}>
                {found.clock?.margin_ms == null ? "–" : duration(found.clock.margin_ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {latest.length > most && <p>{text.notShown(latest.length - most)}</p>}
    </Scroll>
  );
}

function EvidenceLines({ room, line }: { readonly room: Room; readonly line: Line }) {
  const { text, language } = useReader();
  const moment = useMoment();
  const bad = (part: Line["evidence"][number]): number =>
    Number(exact(part.total)?.numerator ?? 0n) - Number(exact(part.good)?.numerator ?? 0n);
  const worst = [...line.evidence].sort((a, b) => bad(b) - bad(a));
  const shown = (figure: string): string =>
    figure.endsWith("/1") ? numberText(figure.slice(0, -2), language) : figure;
  return (
    <ReceiptLine
      label={`${text.evidence}, ${text.evidenceOf(Math.min(mostRows, line.evidence.length), line.evidence.length)}`}
      value={
        line.attainment === null ? "" : `${shown(line.attainment.good)} ${text.ofTotal} ${shown(line.attainment.total)}`
      }
    >
      <Scroll name={`${lineName(room, line, language)}: ${text.evidence}`}>
        <table className="stack">
          <thead>
            <tr>
              <th>{text.from}</th>
              <th>{text.fact}</th>
              <th className="r">{text.good}</th>
              <th className="r">{text.ofTotal}</th>
            </tr>
          </thead>
          <tbody>
            {worst.slice(0, mostRows).map((part) => (
              <tr key={`${part.from} ${part.facts[0] ?? ""}`}>
                <td data-label={text.from}>{moment(part.from)}</td>
                <td data-label={text.fact}>
                  {[part.point === null ? "" : `p. ${part.point}`, ...part.facts]
                    .filter((piece) => piece !== "")
                    .join(", ")}
                </td>
                <td className="r" data-label={text.good}>
                  {shown(part.good)}
                </td>
                <td className="r" data-label={text.ofTotal}>
                  {shown(part.total)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </ReceiptLine>
  );
}
