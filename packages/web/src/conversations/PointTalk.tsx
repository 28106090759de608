/** The talk about one point, in two places that cannot be mistaken for each other: what both sides see, and what one's own side keeps. */
import { useState } from "react";
import type { NegotiationOf } from "../api.ts";
import { Approvals } from "../approvals/Approvals.tsx";
import { useReader } from "../reader.tsx";
import { partyName } from "../rooms/expectations.ts";
import { Own, Sides } from "../ui/parts.tsx";
import { Message, Messages } from "./Messages.tsx";
import { fetchInternal, fetchShared, useTalk, writeInternally, writeToBoth } from "./talk.tsx";
import { WriteForm } from "./WriteForm.tsx";

type Of = { readonly point: NegotiationOf["points"][number]; readonly negotiation: NegotiationOf };

export function PointTalk({ point, negotiation }: Of) {
  const { text } = useReader();
  const { talk } = useTalk();
  const { me, approvals } = talk.approvals;
  const waiting = approvals.filter(
    (found) =>
      found.point === point.id &&
      found.approver.person === me &&
      found.state === "asked" &&
      found.standing === "can-be-given",
  ).length;
  const [isOpen, open] = useState(waiting > 0 || isNamed(point.id));
  const [wasOpened, remember] = useState(isOpen); // a draft of many points draws the talk of those that are looked at
  const shared = talk.shared.threads.find((thread) => thread.point === point.id)?.count ?? 0;
  const own = talk.internal.own_threads.find((thread) => thread.point === point.id)?.own_count ?? 0;
  const toggle = (now: boolean): void => {
    open(now);
    if (now) remember(true);
  };
  return (
    <details className="talk" open={isOpen} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
      <summary>
        {text.talk.summary(shared, own)} <span className="vh">p. {point.id}</span>
        {waiting > 0 && <b> {text.talk.waitsForYou}</b>}
      </summary>
      {wasOpened && (
        <div className="lanes">
          <SharedPart point={point} negotiation={negotiation} />
          <div className="lane">
            <InternalPart point={point} negotiation={negotiation} />
            <Approvals point={point} negotiation={negotiation} />
          </div>
        </div>
      )}
    </details>
  );
}

function SharedPart({ point, negotiation }: Of) {
  const { text } = useReader();
  const { room, talk } = useTalk();
  const thread = talk.shared.threads.find((found) => found.point === point.id);
  const send = (id: string | undefined, words: string, mentions: readonly string[]): Promise<unknown> =>
    writeToBoth(room.room, {
      ...(id === undefined ? {} : { id }),
      point: point.id,
      meaning: point.meaning,
      text: words,
      mentions: [...mentions],
    });
  return (
    <div>
      <h4 className="withmark">
        <Sides /> {text.talk.bothSee}
      </h4>
      <Messages
        newest={thread?.messages ?? []}
        earlier={async (before) => (await fetchShared(room.room, point.id, before)).messages}
      >
        {({ id, side, person, at, text: words, mentions, earlier_words }) => (
          <Message
            key={id}
            mark={<Sides of={side} />}
            who={person?.name || text.sideName[side]}
            at={at}
            words={words}
            mentions={mentions}
            isEarlier={earlier_words}
          />
        )}
      </Messages>
      <WriteForm
        label={text.talk.writeToBoth}
        button={text.talk.sendToBoth}
        readers={talk.shared.readers
          .filter(({ person }) => person !== talk.approvals.me)
          .map(({ person, name, side }) => ({
            person,
            name: `${name} (${side === negotiation.side ? text.you : partyName(room, side)})`,
          }))}
        send={send}
      />
    </div>
  );
}

function InternalPart({ point, negotiation }: Of) {
  const { text } = useReader();
  const { room, talk } = useTalk();
  const thread = talk.internal.own_threads.find((found) => found.point === point.id);
  const [own, other] = [negotiation.side, negotiation.side === "provider" ? "customer" : "provider"] as const;
  const send = (id: string | undefined, words: string, mentions: readonly string[]): Promise<unknown> =>
    writeInternally(room.room, {
      ...(id === undefined ? {} : { id }),
      point: point.id,
      meaning: point.meaning,
      internal_text: words,
      own_mentions: [...mentions],
    });
  return (
    <>
      <h4 className="withmark">
        <Own /> {text.talk.onlyOwnSee(partyName(room, own))}
      </h4>
      <p className="n">{text.talk.otherSeesNothing(partyName(room, other))}</p>
      <Messages
        newest={thread?.own_messages ?? []}
        earlier={async (before) => (await fetchInternal(room.room, point.id, before)).own_messages}
      >
        {({ id, own_person, at, internal_text, own_mentions, earlier_words }) => (
          <Message
            key={id}
            mark={<Own />}
            who={own_person?.name || text.sideName[own]}
            at={at}
            words={internal_text}
            mentions={own_mentions}
            isEarlier={earlier_words}
          />
        )}
      </Messages>
      <WriteForm
        label={text.talk.writeInternally}
        button={text.talk.sendInternally}
        readers={talk.internal.own_readers.filter(({ person }) => person !== talk.approvals.me)}
        send={send}
      />
    </>
  );
}

/** Whether the address that was opened names the point: a letter's link leads to it. */
function isNamed(point: string): boolean {
  return location.hash === `#point-${encodeURIComponent(point)}`;
}
