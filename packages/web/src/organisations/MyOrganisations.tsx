/** The organisations that one belongs to, and a way to make one. */
import { useRouter } from "@tanstack/react-router";
import type { Me } from "../accounts/account.ts";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { OrganisationForm } from "./OrganisationForm.tsx";
import { type Described, makeOrganisation } from "./organisation.ts";

export function MyOrganisations({ organisations }: Pick<Me, "organisations">) {
  const { text } = useReader();
  const router = useRouter();
  const { doing, told } = useDoing();
  const words = text.organisation;
  const make = (described: Described): void =>
    void doing(async () => {
      const { organisation } = await makeOrganisation(described);
      router.history.push(`/organisations/${organisation}`);
    });
  return (
    <section className="rule" aria-labelledby="my-organisations">
      <h2 id="my-organisations">{words.mine}</h2>
      <p className="n">{words.mineLead}</p>
      {organisations.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className="plain">
          {organisations.map(({ organisation, name, roles }) => (
            <li key={organisation}>
              <a href={`/organisations/${organisation}`}>{name}</a>
              <span className="n">{roles.map((role) => text.role[role]).join(", ")}</span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{words.make}</summary>
        <OrganisationForm
          described={{ name: "", registration_number: "", public_body: false }}
          button={words.makeIt}
          save={make}
        />
      </details>
      <Refusal told={told} />
    </section>
  );
}
