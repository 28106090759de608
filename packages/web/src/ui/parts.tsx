/** Parts that know no noun: the mark of two halves, a status with word and outline, a line of a receipt. */

import { words } from "@overens/core";
import type { ReactNode } from "react";
import { useReader } from "../reader.tsx";

/** Left half provider, right half customer. */
export function Sides({ of = "both" }: { readonly of?: "both" | "provider" | "customer" }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M7.2 1.3A6.8 6.8 0 0 0 7.2 14.7Z" fill={of === "customer" ? "none" : "var(--prov)"} stroke="var(--prov)" strokeWidth="1.2" />
      <path d="M8.8 1.3A6.8 6.8 0 0 1 8.8 14.7Z" fill={of === "provider" ? "none" : "var(--cust)"} stroke="var(--cust)" strokeWidth="1.2" />
    </svg>
  );
}

type State = "met" | "missed" | "unmeasured" | "not-finished";
const outlines: Readonly<Record<State, ReactNode>> = {
  met: <path d="M3 8.5l3.3 3.3L13 4.6" fill="none" stroke="currentColor" strokeWidth="2" />,
  missed: <path d="M8 .8L15.2 8 8 15.2.8 8z M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" fill="currentColor" stroke="var(--paper)" strokeWidth="1.2" />,
  unmeasured: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 2.1" />,
  "not-finished": <path d="M8 4.4V8l2.6 1.8M8 1.8a6.2 6.2 0 1 0 .01 0" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

/** Never colour alone: an outline and a word. */
export function Status({ state, ofCase = false }: { readonly state: State; readonly ofCase?: boolean }) {
  const { language } = useReader();
  const word = ofCase || state === "not-finished" ? words[language].caseVerdict[state as "met" | "missed" | "not-finished"] : words[language].verdict[state];
  return (
    <span className={`status ${state}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {outlines[state]}
      </svg>
      {word}
    </span>
  );
}

/** One line of a receipt; with something to show it opens downwards to what it was made of. */
export function ReceiptLine({ label, value, kind = "", children }: { readonly label: ReactNode; readonly value: ReactNode; readonly kind?: string; readonly children?: ReactNode }) {
  const content = (
    <>
      <span>{label}</span>
      <span className="v">{value}</span>
    </>
  );
  if (children === undefined || children === null) return <div className={`line ${kind}`}>{content}</div>;
  return (
    <details>
      <summary className={`line ${kind}`}>{content}</summary>
      <div className="why">{children}</div>
    </details>
  );
}
