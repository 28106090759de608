/** The keys that are valid here; it opens with a question mark. The single keys can be switched off. */
import { useReader } from "../reader.tsx";
import { useDialog } from "./dialog.ts";
import type { Place } from "./keys.ts";

export function Help({
  places,
  open,
  close,
}: {
  readonly places: readonly Place[];
  readonly open: boolean;
  readonly close: () => void;
}) {
  const { text, letters, choose } = useReader();
  const dialog = useDialog(open);
  const keys = [
    ["Ctrl K, ⌘ K", text.keyFind],
    ["?", text.keyHelp],
    ["j, k", text.keyNext],
    ["Enter", text.keyOpen],
    ["← →", text.keyChart],
    ["Esc", text.keyClose],
    ...places.map(({ letter, name }) => [`g ${letter}`, name] as const),
  ] as const;
  return (
    <dialog ref={dialog} className="overlay" aria-labelledby="keys" onClose={close}>
      <h2 id="keys">{text.keyboardHelp}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="choice">
        <input type="checkbox" checked={letters} onChange={({ target }) => choose({ letters: target.checked })} />
        {text.singleKeys}
      </label>
      <p className="n">{text.keysNote}</p>
      <p className="after">
        <a href="/ui" onClick={close}>
          {text.allParts}
        </a>
      </p>
      <form method="dialog">
        <button type="submit" className="btn" data-first>
          {text.close}
        </button>
      </form>
    </dialog>
  );
}
