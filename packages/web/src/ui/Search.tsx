/** Finds a point, a case or a page by name; it opens with Ctrl or Cmd and K, and Enter goes to the chosen one. */
import { useId, useState } from "react";
import { useReader } from "../reader.tsx";
import { useDialog } from "./dialog.ts";

export type Findable = { readonly name: string; readonly note: string; readonly href: string };

/** The list shows this many; one letter more is quicker than scrolling. */
const mostFound = 12;

export function Search({
  things,
  open,
  close,
  go,
}: {
  readonly things: () => readonly Findable[];
  readonly open: boolean;
  readonly close: () => void;
  readonly go: (href: string) => void;
}) {
  const { text } = useReader();
  const dialog = useDialog(open);
  const [sought, seek] = useState("");
  const [chosen, choose] = useState(0);
  const list = useId();
  const matches = open ? matching(things(), sought) : [];
  const found = matches.slice(0, mostFound);
  const leave = (): void => {
    seek("");
    choose(0);
    close();
  };
  const take = (href: string): void => {
    leave();
    go(href);
  };
  return (
    <dialog ref={dialog} className="overlay" aria-label={text.search} onClose={leave}>
      <input
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
        aria-label={text.search}
        placeholder={text.search}
        value={sought}
        onChange={({ target }) => {
          seek(target.value);
          choose(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined) {
            event.preventDefault();
            choose(Math.max(0, Math.min(found.length - 1, chosen + step)));
          }
          if (event.key === "Enter" && found[chosen]) take(found[chosen].href);
        }}
      />
      <div id={list} role="listbox" aria-label={text.search}>
        {found.map(({ name, note, href }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above moves the choice and Enter takes it
          <div
            key={href}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => take(href)}
          >
            {name} <small>{note}</small>
          </div>
        ))}
      </div>
      <p className="n after" role="status">
        {matches.length === 0
          ? text.nothingFound
          : matches.length > found.length
            ? text.moreFound(matches.length - found.length)
            : ""}
      </p>
    </dialog>
  );
}

/** Each word sought must stand somewhere in the name or its note; what begins with what is sought comes first. */
function matching(things: readonly Findable[], sought: string): readonly Findable[] {
  const words = folded(sought)
    .split(/\s+/)
    .filter((word) => word !== "");
  const first = folded(sought).trim();
  const begins = ({ name }: Findable): number => (first !== "" && folded(name).startsWith(first) ? 0 : 1);
  return things
    .filter(({ name, note }) => words.every((word) => folded(`${name} ${note}`).includes(word)))
    .sort((a, b) => begins(a) - begins(b));
}

/** Without case, dots and rings, for those whose keyboard lacks å, ä and ö. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
