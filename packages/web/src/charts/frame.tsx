/** What every drawing shares: its real width, so that letters never shrink, and arrow keys from event to event. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

/** Follows the width of what holds the drawing, in pixels. */
export function useWidth(): readonly [(element: HTMLElement | null) => void, number] {
  const [element, hold] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    if (element === null) return;
    const follow = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(280, Math.floor(entry.contentRect.width))),
    );
    follow.observe(element);
    return () => follow.disconnect();
  }, [element]);
  return [hold, width];
}

type Stepping = {
  readonly chosen: number | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly choose: (index: number | null) => void;
};

/** Left and right go to the neighbour, up and down so many, Home and End to the ends, Escape lets go. */
export function useSteps(count: number, row = 1): Stepping {
  const [chosen, choose] = useState<number | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = chosen ?? -1;
    const to = {
      ArrowRight: from + 1,
      ArrowLeft: chosen === null ? count - 1 : from - 1,
      ArrowDown: from + row,
      ArrowUp: from - row,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (event.key === "Escape") choose(null);
    if (to === undefined || count === 0) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(count - 1, to)));
  };
  return { chosen: chosen === null || chosen >= count ? null : chosen, onKeyDown, choose };
}

/** A drawing that the keyboard can enter: what it shows in words, and below it what is chosen. */
export function Drawing({
  name,
  hint,
  steps,
  said,
  hold,
  children,
}: {
  readonly name: string;
  readonly hint: string;
  readonly steps: Stepping;
  readonly said: string;
  readonly hold: (element: HTMLElement | null) => void;
  readonly children: ReactNode;
}) {
  const entered = useRef<HTMLDivElement>(null);
  return (
    <div ref={hold}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of drawn events, no set of fields */}
      <div
        className="drawing"
        ref={entered}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the drawing event by event
        tabIndex={0}
        role="group"
        aria-label={`${name}. ${hint}`}
        onKeyDown={steps.onKeyDown}
        onBlur={() => steps.choose(null)}
      >
        {children}
      </div>
      <p className="said" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
