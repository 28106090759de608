/** Parts that know no noun: the mark of two halves, a status with word and outline, a line of a receipt. */

import { type Language, words } from "@overens/core";
import type { ReactNode } from "react";
import { useReader } from "../reader.tsx";
import type { Texts } from "../text/en.ts";

/** Left half provider, right half customer. */
export function Sides({ of = "both" }: { readonly of?: "both" | "provider" | "customer" }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M7.2 1.3A6.8 6.8 0 0 0 7.2 14.7Z"
        fill={of === "customer" ? "none" : "var(--prov)"}
        stroke="var(--prov)"
        strokeWidth="1.2"
      />
      <path
        d="M8.8 1.3A6.8 6.8 0 0 1 8.8 14.7Z"
        fill={of === "provider" ? "none" : "var(--cust)"}
        stroke="var(--cust)"
        strokeWidth="1.2"
      />
    </svg>
  );
}

/** An eye crossed out: only my side sees this. */
export function Own() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8 12.1 12.3 8 12.3 1.5 8 1.5 8zM2.5 13.5l11-11"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
    </svg>
  );
}

export type State = "met" | "missed" | "unmeasured" | "not-finished" | "risk" | "paused";
const outlines: Readonly<Record<State, ReactNode>> = {
  met: <path d="M3 8.5l3.3 3.3L13 4.6" fill="none" stroke="currentColor" strokeWidth="2" />,
  risk: (
    <path
      d="M8 2l6.5 11.5h-13zM8 6.4v3.2M8 11v1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
    />
  ),
  missed: (
    <>
      <path d="M8 .8L15.2 8 8 15.2.8 8z" fill="currentColor" />
      <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" stroke="var(--paper)" strokeWidth="1.6" />
    </>
  ),
  unmeasured: (
    <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 2.1" />
  ),
  "not-finished": (
    <path d="M8 4.4V8l2.6 1.8M8 1.8a6.2 6.2 0 1 0 .01 0" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
  paused: <path d="M5 3v10M11 3v10" stroke="currentColor" strokeWidth="3" />,
};

/** Never colour alone: an outline and a word. */
export function Status({
  state,
  ofCase = false,
  word: given,
}: {
  readonly state: State;
  readonly ofCase?: boolean;
  readonly word?: string;
}) {
  const { language, text } = useReader();
  const word = given ?? wordOf(state, ofCase, text, language);
  return (
    <span className={`status ${state}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {outlines[state]}
      </svg>
      {word}
    </span>
  );
}

function wordOf(state: State, ofCase: boolean, text: Texts, language: Language): string {
  if (state === "risk") return text.atRisk;
  if (state === "paused") return words[language].segment.paused;
  if (ofCase || state === "not-finished")
    return words[language].caseVerdict[state === "unmeasured" ? "not-finished" : state];
  return words[language].verdict[state];
}

/** What may be wider than the page: a named region that the keyboard can enter and move. */
export function Scroll({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move what is wider than the page
    // biome-ignore lint/a11y/useSemanticElements: a section is set apart from its neighbours; this is not
    <div className="scroll" role="region" aria-label={name} tabIndex={0}>
      {children}
    </div>
  );
}

/** One line of a receipt; with something to show it opens downwards to what it was made of. */
export function ReceiptLine({
  label,
  value,
  kind = "",
  opened = false,
  children,
}: {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly kind?: string;
  readonly opened?: boolean;
  readonly children?: ReactNode;
}) {
  const content = (
    <>
      <span>{label}</span>
      <span className="v">{value}</span>
    </>
  );
  if (children === undefined || children === null) return <div className={`line ${kind}`}>{content}</div>;
  return (
    <details open={opened}>
      <summary className={`line ${kind}`}>{content}</summary>
      <div className="why">{children}</div>
    </details>
  );
}

/** Why what was asked for was not done, beside where it was asked for; read aloud when it comes. */
export function Refusal({ told }: { readonly told: string | null }) {
  return <p role="status">{told !== null && <span className="proof differs">{told}</span>}</p>;
}

/** The foot of what both parties see: its checksum, and the zone its times stand in. */
export function Proof({ hash, zone }: { readonly hash: string; readonly zone: string }) {
  const { text } = useReader();
  return (
    <p className="foot">
      <span title={hash}>
        {text.checksum} {hash.slice(0, 4).toUpperCase()} {hash.slice(4, 8).toUpperCase()}
      </span>
      <span>
        {text.zone} {zone}
      </span>
    </p>
  );
}
