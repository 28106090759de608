/** The keys that are valid here; it opens with a question mark. */
import { useEffect, useRef } from "react";
import { useReader } from "../reader.tsx";

export function Help({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const { text } = useReader();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  const keys = [
    ["Ctrl K, ⌘ K", text.keyFind],
    ["?", text.keyHelp],
    ["g h, g u, g f, g c, g i", text.keyGo],
    ["j, k", text.keyNext],
    ["Enter", text.keyOpen],
    ["← →", text.keyChart],
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
      <p className="n">{text.keysNote}</p>
      <p className="after">
        <a href="/ui">{text.allParts}</a>
      </p>
      <form method="dialog">
        <button type="submit" className="btn">
          {text.close}
        </button>
      </form>
    </dialog>
  );
}
