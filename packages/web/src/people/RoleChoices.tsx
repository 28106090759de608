/** What somebody may do, role by role. */
import type { Role } from "@overens/core";
import { useReader } from "../reader.tsx";

const roles: readonly Role[] = ["owner", "negotiator", "approver", "signatory", "contributor", "reader"];

export function RoleChoices({
  held,
  hold,
}: {
  readonly held: readonly Role[];
  readonly hold: (roles: readonly Role[]) => void;
}) {
  const { text } = useReader();
  return (
    <fieldset className="choices">
      <legend className="n">{text.mayDo}</legend>
      {roles.map((role) => (
        <label key={role} className="choice">
          <input
            type="checkbox"
            checked={held.includes(role)}
            onChange={({ target }) =>
              hold(roles.filter((other) => (other === role ? target.checked : held.includes(other))))
            }
          />{" "}
          {text.role[role]}
        </label>
      ))}
    </fieldset>
  );
}
