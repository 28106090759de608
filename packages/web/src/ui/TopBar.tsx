/** The top of every page: the mark, where one is, the search, and the reader's own settings. */
import { useRef } from "react";
import { type Role, type Theme, useReader } from "../reader.tsx";
import { Sides } from "./parts.tsx";

export function TopBar({
  crumb,
  find,
  help,
}: {
  readonly crumb: string | undefined;
  readonly find: () => void;
  readonly help: () => void;
}) {
  const { text } = useReader();
  return (
    <header className="top">
      <a className="brand" href="/">
        <Sides /> Överens
      </a>
      {crumb !== undefined && (
        <span className="crumb">
          <a href="/">{text.rooms}</a> / <b>{crumb}</b>
        </span>
      )}
      <button type="button" className="find" onClick={find} aria-keyshortcuts="Control+K Meta+K">
        <span className="wide-only">{text.search}</span>
        <span className="narrow-only">{text.find}</span> <kbd>{text.searchKey}</kbd>
      </button>
      <Settings help={help} />
    </header>
  );
}

/** A menu of the reader's own choices; Escape or going elsewhere closes it. */
function Settings({ help }: { readonly help: () => void }) {
  const { text, language, theme, role, choose } = useReader();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => menu.current?.removeAttribute("open");
  return (
    <details
      ref={menu}
      className="settings"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        close();
        menu.current?.querySelector("summary")?.focus();
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null && !menu.current?.contains(relatedTarget)) close();
      }}
    >
      <summary>{text.settings}</summary>
      <div>
        <label className="choice">
          {text.seeAs}
          <select
            value={role}
            onChange={({ target }) => {
              choose({ role: target.value as Role });
              location.reload();
            }}
          >
            <option value="provider">{text.provider}</option>
            <option value="customer">{text.customer}</option>
          </select>
        </label>
        <label className="choice">
          {text.language}
          <select value={language} onChange={({ target }) => choose({ language: target.value as "sv" | "en" })}>
            <option value="sv">svenska</option>
            <option value="en">English</option>
          </select>
        </label>
        <label className="choice">
          {text.theme}
          <select value={theme} onChange={({ target }) => choose({ theme: target.value as Theme })}>
            <option value="system">{text.system}</option>
            <option value="light">{text.light}</option>
            <option value="dark">{text.dark}</option>
          </select>
        </label>
        <a className="btn quiet" href="/me" onClick={close}>
          {text.aboutMe}
        </a>
        <button
          type="button"
          className="btn quiet"
          onClick={() => {
            close();
            help();
          }}
          aria-keyshortcuts="?"
        >
          {text.keyboardHelp}
        </button>
      </div>
    </details>
  );
}
