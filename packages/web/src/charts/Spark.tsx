/** A line's period in one small drawing, scaled to its own target: steps for what is timed, ticks for what is counted. */

import type { Line } from "../api.ts";
import { useReader } from "../reader.tsx";
import { at } from "../ui/figures.ts";
import { amount } from "./BudgetChart.tsx";
import { budgetOf, diamondPath } from "./budget.ts";
import { chartWords } from "./words.ts";

const width = 168;
const height = 36;

export function Spark({
  line,
  from,
  until,
  judged,
}: {
  readonly line: Line;
  readonly from: string;
  readonly until: string;
  readonly judged: string;
}) {
  const { language } = useReader();
  const words = chartWords[language];
  const budget = budgetOf(line, from, until, judged);
  if (budget === null || line.verdict === "unmeasured") {
    return (
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={words.notJudged}>
        <path d={`M0 18H${width}`} stroke="var(--nodata)" strokeWidth="2" strokeDasharray="3 4" />
      </svg>
    );
  }
  if (line.cases.length > 0) return <Ticks line={line} />;
  const bottom = 32;
  const x = (moment: number): number => ((moment - budget.from) / (budget.until - budget.from)) * width;
  const y = (left: number): number =>
    bottom - (Math.max(0, Math.min(left, budget.allowed)) / Math.max(budget.allowed, 1e-9)) * 30;
  const end = budget.now ?? budget.until;
  const path = budget.uses.reduce(
    (drawn, use) => `${drawn}H${x(use.start).toFixed(1)}L${x(use.end).toFixed(1)} ${y(use.left).toFixed(1)}`,
    `M0 ${y(budget.allowed)}`,
  );
  const said = words.of(
    amount(budget.allowed - budget.left, budget, language),
    amount(budget.allowed, budget, language),
  );
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={said}>
      <path d={`M0 2L${width} ${bottom}`} stroke="var(--c-ideal)" fill="none" />
      <path d={`M0 ${bottom}H${width}`} stroke="var(--line-2)" />
      <path d={`${path}H${x(end).toFixed(1)}`} stroke="var(--c-line)" strokeWidth="2" fill="none" />
      {budget.now !== null && <circle cx={x(end)} cy={y(budget.left)} r="3" fill="var(--accent)" />}
      {budget.crossed !== null && (
        <path d={diamondPath(Math.min(width - 5, Math.max(5, x(budget.crossed))), bottom, 4)} fill="var(--missed)" />
      )}
    </svg>
  );
}

/** Each case as a tick: its share of the time it had; a late one stands above the dotted line and is red. */
function Ticks({ line }: { readonly line: Line }) {
  const { language } = useReader();
  const most = 56;
  const timed = line.cases
    .filter(({ clock, limit_ms }) => clock !== null && limit_ms !== null)
    .sort((a, b) => at(a.clock?.start ?? "") - at(b.clock?.start ?? ""));
  const group = Math.max(1, Math.ceil(timed.length / most));
  const worst = Array.from({ length: Math.ceil(timed.length / group) }, (_, index) =>
    Math.max(
      ...timed
        .slice(index * group, (index + 1) * group)
        .map((found) => (found.clock?.elapsed_ms ?? 0) / Math.max(1, found.limit_ms ?? 1)),
    ),
  );
  const step = Math.min(11, width / Math.max(1, worst.length));
  const late = line.cases.filter(({ verdict }) => verdict === "missed").length;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={chartWords[language].lateOf(late, line.cases.length)}
    >
      <path d={`M0 10H${width}`} stroke="var(--c-ideal)" strokeDasharray="2 3" />
      <path d={`M0 34.5H${width}`} stroke="var(--line-2)" />
      {worst.map((share, index) => {
        const x = (index + 0.5) * step;
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: ticks are drawn by place and have no other name
            key={index}
            d={`M${x} 34V${share > 1 ? Math.max(2, 10 - (share - 1) * 4) : 34 - Math.max(1.5, share * 24)}`}
            stroke={share > 1 ? "var(--c-over)" : "var(--c-line)"}
            strokeWidth={Math.max(1, Math.min(4, step * 0.5))}
          />
        );
      })}
    </svg>
  );
}
