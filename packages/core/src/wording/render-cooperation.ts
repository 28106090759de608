/** How the parties work together: responsibilities, escalation, disputes, reporting, reviews, changes, notices, term. */
import type {
  Changes,
  EscalationLadder,
  Notices,
  Reporting,
  Responsibility,
  ReviewRule,
  Term,
} from "../agreement/agreement.ts";
import { point, type RenderedPoint, type RenderedSection, section } from "./rendered.ts";
import { and, limit, partyName, type Speaker, sentence } from "./speaker.ts";

export function cooperation(speaks: Speaker): readonly RenderedSection[] {
  const { agreement, say, text } = speaks;
  return [
    section(
      say("Ansvarsfördelning", "Responsibilities"),
      agreement.responsibilities,
      (found) => found.map((entry) => responsibilityPoint(entry, speaks)),
      speaks,
    ),
    section(
      say("Eskalering", "Escalation"),
      agreement.escalation,
      (found) => found.map((entry) => ladderPoint(entry, speaks)),
      speaks,
    ),
    section(
      say("Tvister", "Disputes"),
      agreement.disputes,
      (found) =>
        found.map((entry) =>
          point(
            entry,
            text(entry.title),
            [say(`Nivån har ${entry.days} dagar på sig.`, `The level has ${entry.days} days.`)],
            [],
            speaks,
          ),
        ),
      speaks,
    ),
    section(say("Rapportering", "Reporting"), agreement.reporting, (found) => [reportingPoint(found, speaks)], speaks),
    section(
      say("Uppföljning", "Reviews"),
      agreement.reviews,
      (found) => found.map((entry) => reviewPoint(entry, speaks)),
      speaks,
    ),
    section(say("Ändringar", "Changes"), agreement.changes, (found) => [changesPoint(found, speaks)], speaks),
    section(say("Meddelanden", "Notices"), agreement.notices, (found) => [noticesPoint(found, speaks)], speaks),
    section(say("Avtalstid", "Term"), agreement.term, (found) => [termPoint(found, speaks)], speaks),
  ];
}

function responsibilityPoint(entry: Responsibility, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  return point(
    entry,
    text(entry.title),
    [
      say(
        `Ansvaret är ${partyName(entry.party, speaks)}s.`,
        `The responsibility is that of ${partyName(entry.party, speaks)}.`,
      ),
      entry.measured === undefined
        ? ""
        : say(`Det mäts så: ${text(entry.measured)}.`, `It is measured so: ${text(entry.measured)}.`),
    ],
    [],
    speaks,
  );
}

function ladderPoint(ladder: EscalationLadder, speaks: Speaker): RenderedPoint {
  const { say, text, agreement } = speaks;
  const concerns = {
    incident: say("händelser", "incidents"),
    complaint: say("klagomål", "complaints"),
    dispute: say("tvister", "disputes"),
    "late-reply": say("uteblivna svar", "late replies"),
  }[ladder.for];
  const rows = ladder.levels.map(({ party, person, after }, index) => {
    const people = agreement.parties.find(({ id }) => id === party)?.people;
    const whom =
      person === undefined
        ? partyName(party, speaks)
        : `${people?.find(({ id }) => id === person)?.name ?? person} (${person}), ${partyName(party, speaks)}`;
    return say(
      `Nivå ${index + 1}: ${whom}, efter ${limit(after, speaks)}.`,
      `Level ${index + 1}: ${whom}, after ${limit(after, speaks)}.`,
    );
  });
  return point(
    ladder,
    text(ladder.title),
    [say(`Stegen gäller ${concerns}.`, `The ladder is for ${concerns}.`)],
    rows,
    speaks,
  );
}

function reportingPoint(reporting: Reporting, speaks: Speaker): RenderedPoint {
  const { say } = speaks;
  const { "issued-on-day": day, recipients } = reporting;
  const to = and(
    (recipients ?? []).map((id) => partyName(id, speaks)),
    speaks,
  );
  return point(
    reporting,
    say("Månadsutfall och rapport", "Statement and report"),
    [
      day === undefined
        ? ""
        : say(
            `Månadsutfallet utfärdas dag ${day} efter perioden.`,
            `The statement is issued on day ${day} after the period.`,
          ),
      to === "" ? "" : say(`Det går till ${to}.`, `It goes to ${to}.`),
    ],
    [],
    speaks,
  );
}

function reviewPoint(review: ReviewRule, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  return point(
    review,
    text(review.title),
    [say(`Den hålls: ${review.every}.`, `It is held: ${review.every}.`)],
    (review.agenda ?? []).map((item) => sentence(text(item))),
    speaks,
  );
}

function changesPoint(changes: Changes, speaks: Speaker): RenderedPoint {
  const { say } = speaks;
  const { "takes-effect": effect, notice } = changes;
  return point(
    changes,
    say("Hur avtalet ändras", "How the agreement is changed"),
    [
      effect === undefined
        ? ""
        : effect === "at-once"
          ? say("En ändring gäller genast.", "A change takes effect at once.")
          : say("En ändring gäller från nästa period.", "A change takes effect from the next period."),
      notice === undefined
        ? ""
        : say(
            `Ändringar föreslås minst ${limit(notice, speaks)} i förväg.`,
            `Changes are proposed at least ${limit(notice, speaks)} before.`,
          ),
    ],
    [],
    speaks,
  );
}

function noticesPoint(notices: Notices, speaks: Speaker): RenderedPoint {
  const { say } = speaks;
  const after = notices["received-after"];
  return point(
    notices,
    say("Var och när meddelanden når fram", "Where and when notices arrive"),
    [
      after === undefined
        ? ""
        : say(
            `Ett meddelande anses mottaget efter ${limit(after, speaks)}.`,
            `A notice counts as received after ${limit(after, speaks)}.`,
          ),
    ],
    (notices.addresses ?? []).map(({ party, address }) =>
      say(`Till ${partyName(party, speaks)}: ${address}.`, `To ${partyName(party, speaks)}: ${address}.`),
    ),
    speaks,
  );
}

function termPoint(term: Term, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const {
    from,
    until,
    "run-in-until": runIn,
    "may-extend": extend,
    "notice-period": notice,
    "exit-duties": duties,
  } = term;
  return point(
    term,
    say("Hur länge avtalet gäller", "How long the agreement holds"),
    [
      from === undefined ? "" : say(`Avtalet gäller från ${from}.`, `The agreement holds from ${from}.`),
      until === undefined
        ? say("Det gäller tills vidare.", "It holds until further notice.")
        : say(`Det gäller till och med ${until}.`, `It holds to the end of ${until}.`),
      runIn === undefined
        ? ""
        : say(
            `Till och med ${runIn} mäts målen utan påföljd.`,
            `Until the end of ${runIn} targets are measured without remedy.`,
          ),
      extend === undefined
        ? ""
        : say(
            `Det får förlängas av ${partyName(extend, speaks)}.`,
            `It may be extended by ${partyName(extend, speaks)}.`,
          ),
      notice === undefined
        ? ""
        : say(`Uppsägningstiden är ${limit(notice, speaks)}.`, `The period of notice is ${limit(notice, speaks)}.`),
    ],
    (duties ?? []).map((duty) => sentence(text(duty))),
    speaks,
  );
}
