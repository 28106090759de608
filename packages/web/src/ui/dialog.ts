/** A modal dialog that follows a boolean; what is marked data-first gets the focus, and closing gives it back to where it was. */
import { type RefObject, useEffect, useRef } from "react";

export function useDialog(open: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) {
      dialog.current?.showModal();
      dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    }
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return dialog;
}
