/** Room for outage through the period: steps down at each outage, the even pace in grey, and the same as a table. */

import { scaleLinear } from "d3-scale";
import type { Line } from "../api.ts";
import { useReader } from "../reader.tsx";
import { at, exact, length } from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";

const size = { width: 720, height: 220, left: 56, right: 96, top: 12, bottom: 28 };

export function BurnDown({ line, from, until }: { readonly line: Line; readonly from: string; readonly until: string }) {
  const { text } = useReader();
  const moment = useMoment();
  const allowed = Number(exact(line.budget?.allowed ?? "0")?.numerator ?? 0n) / Number(exact(line.budget?.allowed ?? "0")?.denominator ?? 1n) / 60_000;
  const outages = line.spans.filter(({ state }) => state === "down");
  const steps = outages.reduce<readonly { readonly at: number; readonly left: number; readonly used: number }[]>((list, span) => {
    const used = (at(span.until) - at(span.from)) / 60_000;
    return [...list, { at: at(span.until), used, left: (list.at(-1)?.left ?? allowed) - used }];
  }, []);
  const low = Math.min(0, ...steps.map(({ left }) => left));
  const x = scaleLinear([at(from), at(until)], [size.left, size.width - size.right]);
  const y = scaleLinear([low < 0 ? low * 1.1 : 0, allowed], [size.height - size.bottom, size.top]);
  const path = `M${x(at(from))} ${y(allowed)} ${outages.map((span, index) => `H${x(at(span.from))} L${x(at(span.until))} ${y(steps[index]?.left ?? 0)}`).join(" ")} H${x(at(until))}`;
  const shown = (minutes: number): string =>
    minutes
      .toFixed(1)
      .replace(".", document.documentElement.lang === "sv" ? "," : ".")
      .replace("-", "−");
  return (
    <figure>
      <figcaption>
        {text.budget}, {text.minutesLeft}
      </figcaption>
      <div className="scroll">
        <svg className="chart" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`${text.budget}: ${shown(steps.at(-1)?.left ?? allowed)} ${text.minutesLeft}`}>
          <line x1={size.left} x2={size.width - size.right} y1={y(0)} y2={y(0)} stroke="var(--ink-3)" />
          <text x={size.left - 8} y={y(0) + 4} textAnchor="end">
            0
          </text>
          <text x={size.left - 8} y={y(allowed) + 4} textAnchor="end">
            {shown(allowed)}
          </text>
          <path d={`M${x(at(from))} ${y(allowed)} L${x(at(until))} ${y(0)}`} stroke="var(--c-ideal)" fill="none" />
          {low < 0 && <rect x={size.left} y={y(0)} width={size.width - size.right - size.left} height={y(low * 1.1) - y(0)} fill="var(--missed-bg)" />}
          <path d={path} stroke="var(--c-line)" strokeWidth={2} fill="none" />
          <text x={size.width - size.right + 8} y={y(steps.at(-1)?.left ?? allowed) + 4}>
            {shown(steps.at(-1)?.left ?? allowed)}
          </text>
          <text x={size.left} y={size.height - 6}>
            {from.slice(0, 10)}
          </text>
          <text x={size.width - size.right} y={size.height - 6} textAnchor="end">
            {until.slice(0, 10)}
          </text>
        </svg>
      </div>
      <details>
        <summary>{text.asTable}</summary>
        {steps.length === 0 ? (
          <p>{text.yetNothing}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th>{text.from}</th>
                <th>{text.fact}</th>
                <th className="r">{text.used}</th>
                <th className="r">{text.leftAfter}, min</th>
              </tr>
            </thead>
            <tbody>
              {outages.map((span, index) => (
                <tr key={span.from}>
                  <td>{moment(span.from)}</td>
                  <td>{span.facts.join(", ")}</td>
                  <td className="r">{length(span.from, span.until)}</td>
                  <td className="r">{shown(steps[index]?.left ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </figure>
  );
}
