/** Before the text: how we work, the background of both, how satisfied each is, and where the agreement comes from. One page with defaults, one yes each. */
import type { Room } from "../api.ts";
import { useReader } from "../reader.tsx";
import { BackgroundLanes } from "./BackgroundLanes.tsx";
import { type PreparationOf, useActs } from "./preparation.ts";
import { Satisfaction } from "./Satisfaction.tsx";
import { Understanding } from "./Understanding.tsx";
import { WayIn } from "./WayIn.tsx";

export function PreparationPage({ room, preparation }: { readonly room: Room; readonly preparation: PreparationOf }) {
  const { text } = useReader();
  const { act, told, doing } = useActs(room.room);
  const { state, proposed } = preparation.understanding;
  const words = text.preparing.lead;
  const lead = state === "proposed" ? words.proposed(text.sideName[proposed?.proposed_by ?? "provider"]) : words[state];
  return (
    <>
      <h1>{text.preparation}</h1>
      <p className="lead">{lead}</p>
      <p role="status" className={told === null ? "n" : "proof differs"}>
        {told}
      </p>
      <Understanding room={room} preparation={preparation} act={act} />
      <BackgroundLanes room={room} preparation={preparation} act={act} />
      <Satisfaction preparation={preparation} act={act} />
      <WayIn room={room} preparation={preparation} act={act} doing={doing} />
    </>
  );
}
