/** Agreement home: what is so in a sentence, who waits for whom, then the points, worst first. */
import { textIn } from "@overens/core";
import type { Line, Room, Statement } from "../api.ts";
import { Spark } from "../charts/Spark.tsx";
import { useReader } from "../reader.tsx";
import { stateOf, worstFirst } from "../statements/state.ts";
import { isZero, leftOf, lineKey, money, owedOf, promised, valueOf, zeroOf } from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";
import { Proof, Sides, Status } from "../ui/parts.tsx";
import { capital, periodName, pointTitle, subjectName } from "./names.ts";
import { type Wait, waitsOf } from "./waits.ts";

export function HomePage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const moment = useMoment();
  const { results, totals, period } = statement.result;
  const party = (role: string) => room.parties.find((found) => found.role === role)?.name ?? role;
  const owed = totals.filter((sum) => !isZero(sum)).map((sum) => money(sum, language));
  const count = (verdict: Line["verdict"]): number => results.filter((line) => line.verdict === verdict).length;
  const signed = room.document.documents?.["signed-outside"];
  const waits = waitsOf(room, statement, text, language);
  return (
    <>
      <h1 className="serif">{textIn(room.document.title, language)}</h1>
      <p className="meta">
        {(["provider", "customer"] as const).map((role) => (
          <span key={role} className={`party ${role}`}>
            <Sides of={role} /> {party(role)} <small>{text[role]}</small>
          </span>
        ))}
        <span>{text.asOf(moment(statement.judged_at))}</span>
      </p>
      {signed !== undefined && (
        <p className="n">{text.signedOutside(signed.date, signed.signers.join(", "), signed.prevails)}</p>
      )}
      <p className="lead">
        {capital(periodName(period.label, language))}:{" "}
        {text.statementSentence(count("missed"), count("met"), count("unmeasured"))}{" "}
        {owed.length === 0 ? text.nothingOwed : text.toClaim(owed.join(", "))}
      </p>
      {results.length > 0 && count("unmeasured") === results.length && (
        <p className="after">
          {text.nothingYet} <a href={`/rooms/${room.room}/sources`}>{text.sendFact}</a>
        </p>
      )}
      {statement.conflicts > 0 && <p className="proof differs">{text.conflicts(statement.conflicts)}</p>}
      <div className="waits">
        <WaitList who={party("provider")} side="provider" waits={waits.provider} />
        <WaitList who={party("customer")} side="customer" waits={waits.customer} />
      </div>
      <section aria-labelledby="points">
        <div className="headline">
          <h2 id="points">{text.worstFirst}</h2>
        </div>
        <div className="points">
          <div className="pointrow head" aria-hidden="true">
            <span>{text.pointAndTarget}</span>
            <span>{text.stateNow(periodName(period.label, language))}</span>
            <span>{text.leftNext}</span>
            <span>{capital(periodName(period.label, language))}</span>
            <span className="r">{text.owed}</span>
          </div>
          <ol>
            {worstFirst(statement).map((line) => (
              <PointRow key={lineKey(line)} room={room} line={line} statement={statement} />
            ))}
          </ol>
        </div>
        {results.length === 0 ? (
          <p className="n after">{text.noPoints}</p>
        ) : (
          <SparkKey results={results} running={statement.judged_at < period.until} />
        )}
      </section>
      <Intents room={room} />
      <Proof hash={statement.result.hash} zone={period.zone} />
    </>
  );
}

function WaitList({
  who,
  side,
  waits,
}: {
  readonly who: string;
  readonly side: "provider" | "customer";
  readonly waits: readonly Wait[];
}) {
  const { text } = useReader();
  const moment = useMoment();
  return (
    <section aria-label={text.waitsFor(who)}>
      <h2>
        <Sides of={side} /> {text.waitsFor(who)}
      </h2>
      {waits.length === 0 && <p className="n">{text.waitsForNobody(who)}</p>}
      <ul>
        {waits.map(({ key, title, href, note, due }) => (
          <li key={key}>
            <a href={href}>{title}</a>
            {due !== null && <time dateTime={due}>{moment(due)}</time>}
            {note !== "" && <small>{note}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PointRow({
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
  const left = leftOf(line, language);
  const owed = owedOf(line);
  return (
    <li className="pointrow">
      <div>
        <a
          className="name"
          href={`/rooms/${room.room}/points/${encodeURIComponent(lineKey(line))}?period=${encodeURIComponent(statement.period)}`}
        >
          {pointTitle(room, line.objective, language)}
        </a>
        <small>{subjectName(room, line, language)}</small>
        <small>{promised(line, text, language)}</small>
      </div>
      <Status state={stateOf(line, statement)} />
      <div>
        <span>
          {!line.applies
            ? text.notForThis
            : line.verdict === "unmeasured"
              ? text.nothingMeasured
              : left === null
                ? ""
                : left.over
                  ? text.overBy(left.amount, left.of)
                  : text.leftOf(left.amount, left.of, left.share)}
        </span>
        {line.exact !== null && <small>{text.measuredAs(valueOf(line, language))}</small>}
      </div>
      <Spark line={line} from={period.from} until={period.until} judged={statement.judged_at} />
      <span className="r">
        {owed.map((sum) => money(sum, language)).join(", ") || <span className="n">{zeroOf(line, language)}</span>}
      </span>
    </li>
  );
}

/** A key to what the small drawings hold, and to nothing else. */
function SparkKey({ results, running }: { readonly results: readonly Line[]; readonly running: boolean }) {
  const { text } = useReader();
  const steps = results.some(
    ({ budget, cases, verdict }) => budget !== null && verdict !== "unmeasured" && cases.length === 0,
  );
  const ticks = results.some(({ cases }) => cases.length > 0);
  const keys = [
    { word: text.sparkKey.even, drawn: steps && <path d="M0 2L22 11" stroke="var(--c-ideal)" /> },
    {
      word: text.sparkKey.left,
      drawn: steps && <path d="M0 2H12V9H22" fill="none" stroke="var(--c-line)" strokeWidth="2" />,
    },
    { word: text.sparkKey.now, drawn: steps && running && <circle cx="11" cy="6" r="3" fill="var(--accent)" /> },
    {
      word: text.sparkKey.missed,
      drawn: steps && results.some(({ verdict, cases }) => verdict === "missed" && cases.length === 0) && (
        <path d="M11 1l5 5-5 5-5-5z" fill="var(--missed)" />
      ),
    },
    {
      word: text.sparkKey.inTime,
      drawn: ticks && <path d="M5 12V7M11 12V5M17 12V9" stroke="var(--c-line)" strokeWidth="3" />,
    },
    {
      word: text.sparkKey.late,
      drawn: ticks && <path d="M5 12V1M11 12V0M17 12V1" stroke="var(--c-over)" strokeWidth="3" />,
    },
    { word: text.sparkKey.limit, drawn: ticks && <path d="M0 6H22" stroke="var(--c-ideal)" strokeDasharray="2 3" /> },
    {
      word: text.sparkKey.unmeasured,
      drawn: results.some(({ verdict }) => verdict === "unmeasured") && (
        <path d="M0 6H22" stroke="var(--nodata)" strokeWidth="2" strokeDasharray="3 4" />
      ),
    },
  ];
  return (
    <ul className="legend">
      {keys
        .filter(({ drawn }) => drawn)
        .map(({ word, drawn }) => (
          <li key={word}>
            <svg width="22" height="12" aria-hidden="true">
              {drawn}
            </svg>
            {word}
          </li>
        ))}
    </ul>
  );
}

/** Points that are words and no rule yet: they are shown so that nobody thinks they are measured. */
function Intents({ room }: { readonly room: Room }) {
  const { text, language } = useReader();
  const intents = room.document.objectives.filter(({ indicator }) => indicator === undefined);
  if (intents.length === 0) return null;
  return (
    <section>
      <h2>{text.intentOnly}</h2>
      <ul className="plain">
        {intents.map(({ id, title, intent }) => (
          <li key={id}>
            {textIn(title, language)}
            <small>{textIn(intent, language)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
