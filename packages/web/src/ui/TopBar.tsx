/** The top of every page: the mark, and the reader's own settings. */
import type { ReactNode } from "react";
import { type Role, type Theme, useReader } from "../reader.tsx";
import { Sides } from "./parts.tsx";

export function TopBar({ children }: { readonly children: ReactNode }) {
  return (
    <header className="top">
      <a className="brand" href="/">
        <Sides /> Överens
      </a>
      {children}
    </header>
  );
}

export function Settings() {
  const { text, language, theme, role, choose } = useReader();
  return (
    <div className="settings">
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
    </div>
  );
}
