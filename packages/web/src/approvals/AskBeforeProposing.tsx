/** Beside a proposal that is being written: an approver of one's own side may be asked before it is sent. */
import type { NegotiationOf } from "../api.ts";
import { useTalk } from "../conversations/talk.tsx";
import { useReader } from "../reader.tsx";
import { Own } from "../ui/parts.tsx";
import { AskSomebody } from "./AskForApproval.tsx";

export function AskBeforeProposing({
  point,
  body,
  because,
  counters,
  done,
}: {
  readonly point: NegotiationOf["points"][number];
  readonly body: Record<string, unknown> | null;
  readonly because: string;
  readonly counters: string | null;
  readonly done: () => void;
}) {
  const { text } = useReader();
  const { talk } = useTalk();
  if (!talk.approvals.may_ask) return null;
  return (
    <details className="lane">
      <summary>
        <Own /> {text.talk.askBeforeSending}
      </summary>
      <AskSomebody
        of={body && { act: "propose", point: point.id, replaces: point.meaning, body, because, counters }}
        done={done}
      />
    </details>
  );
}
