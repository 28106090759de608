/** A period's statement: what is owed and why, the money as a table, a receipt for each point, and the means to check it. */
import { instant, type PeriodRule, parsePeriodRule, periodContaining } from "@overens/core";
import type { Line, Room, Statement } from "../api.ts";
import { BudgetChart } from "../charts/BudgetChart.tsx";
import { budgetOf } from "../charts/budget.ts";
import { useReader } from "../reader.tsx";
import { capital, lineName, periodName, pointTitle, subjectName } from "../rooms/names.ts";
import { at, isZero, lineKey, money, owedOf, promised, valueOf, zeroOf } from "../ui/figures.ts";
import { useMoment, useZone } from "../ui/moment.tsx";
import { Proof, Status } from "../ui/parts.tsx";
import { Issued } from "./Issued.tsx";
import { Receipt } from "./Receipt.tsx";
import { RecomputeHere } from "./RecomputeHere.tsx";
import { stateOf, worstFirst } from "./state.ts";
import { creditSteps } from "./steps.ts";

export function StatementPage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const moment = useMoment();
  const { results, totals, hash, period } = statement.result;
  const count = (verdict: Line["verdict"]): number => results.filter((line) => line.verdict === verdict).length;
  const owed = totals.filter((sum) => !isZero(sum)).map((sum) => money(sum, language));
  const customer = room.parties.find(({ role }) => role === "customer")?.name ?? text.customer;
  const lines = worstFirst(statement);
  const missed = lines.filter(({ verdict }) => verdict === "missed");
  const others = lines.filter(({ verdict }) => verdict !== "missed");
  return (
    <>
      <p className="n">
        {text.statement} · {moment(period.from)} – {moment(period.until)} · {text.asOf(moment(statement.judged_at))}
      </p>
      <div className="headline">
        <h1>{capital(periodName(period.label, language))}</h1>
        <Neighbours room={room} statement={statement} />
      </div>
      <p className="verdict">
        {owed.length > 0 && <span className="figure">{owed.join(", ")}</span>}
        <span className="lead">
          {owed.length === 0 ? text.nothingOwed : text.backTo(customer)}{" "}
          {text.statementSentence(count("missed"), count("met"), count("unmeasured"))}
        </span>
      </p>
      <Issued room={room} statement={statement} />
      {statement.conflicts > 0 && <p className="proof differs">{text.conflicts(statement.conflicts)}</p>}
      {lines.length === 0 ? (
        <p className="n">{text.noPoints}</p>
      ) : (
        <MoneyTable room={room} statement={statement} lines={lines} />
      )}
      {missed.map((line) => (
        <PointReceipt key={lineKey(line)} room={room} line={line} statement={statement} />
      ))}
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">{text.others}</h2>
          {others.map((line) => (
            <details className="folded" key={lineKey(line)}>
              <summary>
                <span>{lineName(room, line, language)}</span>
                <span className="n">
                  {valueOf(line, language)}, {promised(line, text, language)}
                </span>
                <Status state={stateOf(line, statement)} />
              </summary>
              <Receipt room={room} line={line} statement={statement} />
              <PointLink room={room} line={line} statement={statement} />
            </details>
          ))}
        </section>
      )}
      <RecomputeHere room={room} statement={statement} />
      <Proof hash={hash} zone={period.zone} />
    </>
  );
}

/** The periods before and after, by the agreement's own rule. */
function Neighbours({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const zone = useZone();
  const { period } = statement.result;
  if (zone === null) return null;
  const rule = periodRule(room);
  const before = periodContaining(rule, instant(at(period.from) - 1), zone).label;
  const after = periodContaining(rule, at(period.until), zone).label;
  return (
    <nav className="neighbours" aria-label={text.period}>
      <a href={`/rooms/${room.room}/statements/${encodeURIComponent(before)}`}>← {periodName(before, language)}</a>
      {at(period.until) <= at(statement.judged_at) && (
        <a href={`/rooms/${room.room}/statements/${encodeURIComponent(after)}`}>{periodName(after, language)} →</a>
      )}
    </nav>
  );
}

/** The rule of the first point that names one; a term has no neighbours, so months stand for it. */
export function periodRule({ document }: Room): PeriodRule {
  const text = document.objectives.find(({ period }) => period !== undefined)?.period ?? "calendar-month";
  const rule = parsePeriodRule(text);
  return rule === null || rule.kind === "term" ? { kind: "months", months: 1 } : rule;
}

function MoneyTable({
  room,
  statement,
  lines,
}: {
  readonly room: Room;
  readonly statement: Statement;
  readonly lines: readonly Line[];
}) {
  const { text, language } = useReader();
  const { totals } = statement.result;
  return (
    <section aria-labelledby="money">
      <div className="headline">
        <h2 id="money">{text.moneyTable}</h2>
        <p className="n">{text.amountsNote}</p>
      </div>
      <table className="stack money">
        <thead>
          <tr>
            <th>{text.pointAndTarget}</th>
            <th>{text.measured}</th>
            <th>{text.state}</th>
            <th className="r">{text.owed}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const owed = owedOf(line);
            return (
              <tr key={lineKey(line)}>
                <th scope="row">
                  <a
                    href={`/rooms/${room.room}/points/${encodeURIComponent(lineKey(line))}?period=${encodeURIComponent(statement.period)}`}
                  >
                    {pointTitle(room, line.objective, language)}
                  </a>
                  <span className="n">{subjectName(room, line, language)}</span>
                </th>
                <td data-label={text.measured}>
                  <span>
                    {valueOf(line, language)}
                    <span className="n">{promised(line, text, language)}</span>
                  </span>
                </td>
                <td data-label={text.state}>
                  <Status state={stateOf(line, statement)} />
                </td>
                <td className="r" data-label={text.owed}>
                  {owed.length > 0 ? (
                    owed.map((sum) => money(sum, language)).join(", ")
                  ) : line.remedies.length === 0 ? (
                    <span className="n">{text.noMoney}</span>
                  ) : (
                    zeroOf(line, language)
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          {totals.map((sum) => (
            <tr key={sum.currency}>
              <th scope="row" colSpan={3}>
                {text.sumToClaim}
              </th>
              <td className="r">{money(sum, language)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  );
}

function PointReceipt({
  room,
  line,
  statement,
}: {
  readonly room: Room;
  readonly line: Line;
  readonly statement: Statement;
}) {
  const { text, language } = useReader();
  const { period } = statement.result;
  const id = `receipt-${lineKey(line)}`;
  const budget = budgetOf(line, period.from, period.until, statement.judged_at);
  return (
    <section aria-labelledby={id}>
      <div className="headline">
        <h2 id={id}>{lineName(room, line, language)}</h2>
        <Status state={stateOf(line, statement)} />
      </div>
      <p className="n">
        p. {line.objective}. {text.everyLine}
      </p>
      <Receipt room={room} line={line} statement={statement} opened />
      {budget !== null && <BudgetChart budget={budget} steps={creditSteps(room, line, language)} />}
      <PointLink room={room} line={line} statement={statement} />
    </section>
  );
}

function PointLink({
  room,
  line,
  statement,
}: {
  readonly room: Room;
  readonly line: Line;
  readonly statement: Statement;
}) {
  const { text } = useReader();
  return (
    <p className="n after">
      <a
        href={`/rooms/${room.room}/points/${encodeURIComponent(lineKey(line))}?period=${encodeURIComponent(statement.period)}`}
      >
        {text.openPoint}
      </a>
    </p>
  );
}
