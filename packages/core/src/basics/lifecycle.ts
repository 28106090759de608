/**
 * Lifecycles: what happens to a thing is a table of moves, and one function makes a move or says why not. The diagram in the
 * documentation is printed from the same table.
 */

/** `by` names who may make the move: the author's side, the other side, either, both together, or the system when time has passed. */
export type By = "author" | "other" | "either" | "both" | "system";
export type Move<State extends string, Act extends string> = {
  readonly act: Act;
  readonly from: readonly State[];
  readonly by: By;
  readonly to: State /** What must hold besides, in words for the diagram; decide.ts asks it. */;
  readonly guard?: string;
};
export type Lifecycle<State extends string, Act extends string> = {
  readonly name: string;
  readonly initial: State;
  readonly moves: readonly Move<State, Act>[];
};

export type Moved<State extends string> = { readonly to: State } | { readonly refused: "not-from-here" | "not-yours" };

/** @param who on which side of the thing the actor stands */
export function moved<State extends string, Act extends string>(
  lifecycle: Lifecycle<State, Act>,
  state: State,
  act: Act,
  who: "author" | "other" | "system",
): Moved<State> {
  const possible = lifecycle.moves.filter((move) => move.act === act && move.from.includes(state));
  if (possible.length === 0) return { refused: "not-from-here" };
  const own = possible.find(({ by }) => by === who || (who !== "system" && (by === "either" || by === "both")));
  return own ? { to: own.to } : { refused: "not-yours" };
}

/** The table as a Mermaid diagram. */
export function diagram<State extends string, Act extends string>({ initial, moves }: Lifecycle<State, Act>): string {
  const lines = moves.flatMap(({ act, from, by, to, guard }) =>
    from.map((state) => `  ${state} --> ${to}: ${act} (${by}${guard === undefined ? "" : `; ${guard}`})`),
  );
  return ["stateDiagram-v2", `  [*] --> ${initial}`, ...lines].join("\n");
}
