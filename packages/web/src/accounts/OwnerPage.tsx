/** The link that the first start prints: whoever opens it becomes the installation's owner. */
import { type FormEvent, useState } from "react";
import { Refused } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";
import { claimOwner } from "./account.ts";

export function OwnerPage() {
  const { text } = useReader();
  const [address, setAddress] = useState("");
  const [told, tell] = useState<string | null>(null);
  const claim = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      location.assign((await claimOwner(location.hash.slice(1), address)).link);
    } catch (error) {
      tell(error instanceof Refused ? error.problem.title : text.notReached);
    }
  };
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{text.owner}</h1>
        <p className="lead">{text.ownerLead}</p>
        <form onSubmit={(event) => void claim(event)}>
          <label htmlFor="owner-address" className="field">
            {text.address}
          </label>
          <input
            id="owner-address"
            type="email"
            autoComplete="email"
            required
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
          <p role="status">{told !== null && <span className="proof differs">{told}</span>}</p>
          <p>
            <button type="submit" className="btn first">
              {text.goOn}
            </button>
          </p>
        </form>
      </main>
    </Shell>
  );
}
