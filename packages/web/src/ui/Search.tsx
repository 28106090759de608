/** Finds a point, a case or a page by name; it opens with Ctrl or Cmd and K, and Enter goes to the first found. */
import { useEffect, useId, useRef, useState } from "react";
import { useReader } from "../reader.tsx";

export type Findable = { readonly name: string; readonly note: string; readonly href: string };

/** The list shows this many; one letter more is quicker than scrolling. */
const mostFound = 12;

export function Search({ things, open, close, go }: { readonly things: () => readonly Findable[]; readonly open: boolean; readonly close: () => void; readonly go: (href: string) => void }) {
  const { text } = useReader();
  const dialog = useRef<HTMLDialogElement>(null);
  const [sought, seek] = useState("");
  const [chosen, choose] = useState(0);
  const list = useId();
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  const found = open ? matching(things(), sought).slice(0, mostFound) : [];
  const leave = (): void => {
    seek("");
    choose(0);
    close();
  };
  return (
    <dialog ref={dialog} className="overlay" aria-label={text.search} onClose={leave}>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
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
          if (event.key === "Enter" && found[chosen]) {
            leave();
            go(found[chosen].href);
          }
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
            onClick={() => {
              leave();
              go(href);
            }}
          >
            {name} <small>{note}</small>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="n">{text.nothingFound}</p>}
    </dialog>
  );
}

/** Each word sought must stand somewhere in the name or its note. */
function matching(things: readonly Findable[], sought: string): readonly Findable[] {
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return things.filter(({ name, note }) => words.every((word) => `${name} ${note}`.toLowerCase().includes(word)));
}
