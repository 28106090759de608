/** Messages of one thread, oldest first: the newest with the page, earlier ones when asked for. It knows nothing of who may see them. */
import { type ReactNode, useState } from "react";
import { useReader } from "../reader.tsx";
import { useMoment } from "../ui/moment.tsx";
import { useDoing } from "./talk.tsx";

export function Messages<Of extends { readonly number: number }>({
  newest,
  earlier,
  children,
}: {
  readonly newest: readonly Of[];
  /** The messages before the one of a number. */
  readonly earlier: (before: number) => Promise<readonly Of[]>;
  readonly children: (message: Of) => ReactNode;
}) {
  const { text } = useReader();
  const { told, doing } = useDoing();
  const [fetched, keep] = useState<readonly Of[]>([]);
  const shown = unbroken([...fetched, ...newest]);
  const first = shown[0]?.number ?? 1;
  if (shown.length === 0) return <p className="n">{text.talk.nothingYet}</p>;
  const showEarlier = (): void =>
    void doing(async () => {
      const found = await earlier(first);
      keep((before) => [...before, ...found, ...newest]);
    });
  return (
    <>
      {first > 1 && (
        <p>
          <button type="button" className="btn quiet" onClick={showEarlier}>
            {text.talk.showEarlier(first - 1)}
          </button>
        </p>
      )}
      <p role="status" className={told === null ? "vh" : "proof differs"}>
        {told}
      </p>
      <ol className="messages">{shown.map(children)}</ol>
    </>
  );
}

/** Each message once, back from the last as far as none is missing. */
function unbroken<Of extends { readonly number: number }>(messages: readonly Of[]): readonly Of[] {
  const byNumber = new Map(messages.map((message) => [message.number, message]));
  const shown: Of[] = [];
  let number = Math.max(0, ...byNumber.keys());
  for (let found = byNumber.get(number); found !== undefined; found = byNumber.get(number)) {
    shown.unshift(found);
    number -= 1;
  }
  return shown;
}

export function Message({
  mark,
  who,
  at,
  words,
  mentions,
  isEarlier,
}: {
  readonly mark: ReactNode;
  readonly who: string;
  readonly at: string;
  readonly words: string;
  readonly mentions: readonly { readonly name: string }[];
  readonly isEarlier: boolean;
}) {
  const { text } = useReader();
  const moment = useMoment();
  return (
    <li>
      <p className="withmark">
        {mark} <b dir="auto">{who}</b> <time dateTime={at}>{moment(at)}</time>
      </p>
      <p className="words" dir="auto">
        {words}
      </p>
      {mentions.length > 0 && <p className="n">{text.talk.mentioned(mentions.map(({ name }) => name).join(", "))}</p>}
      {isEarlier && <p className="n">{text.talk.earlierWords}</p>}
    </li>
  );
}
