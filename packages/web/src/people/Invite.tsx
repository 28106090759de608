/** Inviting somebody to act for a party: the link goes to their address alone. */
import type { Role } from "@overens/core";
import { type FormEvent, useState } from "react";
import { useReader } from "../reader.tsx";
import type { Act, Party } from "./party.ts";
import { RoleChoices } from "./RoleChoices.tsx";

export function Invite({ party, act }: { readonly party: Party; readonly act: Act }) {
  const { text } = useReader();
  const [address, setAddress] = useState("");
  const [held, hold] = useState<readonly Role[]>([]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void act({ act: "invite", party: party.key, address, roles: [...held] }).then((done) => done && setAddress(""));
  };
  const id = `invite-${party.key}`;
  return (
    <details>
      <summary>{text.inviteTo(party.name)}</summary>
      <form onSubmit={send}>
        <label htmlFor={id} className="field">
          {text.address}
        </label>
        <input
          id={id}
          type="email"
          autoComplete="off"
          required
          value={address}
          onChange={({ target }) => setAddress(target.value)}
        />
        <RoleChoices held={held} hold={hold} />
        <p>
          <button type="submit" className="btn" disabled={held.length === 0}>
            {text.invite}
          </button>
        </p>
      </form>
    </details>
  );
}
