/** Letters that stay on this machine, where no post is set up. */
import type { MailboxResponse } from "@overens/api";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";

export function MailboxPage({ letters }: MailboxResponse) {
  const { text } = useReader();
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{text.mailbox}</h1>
        <p className="lead">{letters.length === 0 ? text.mailboxEmpty : text.mailboxLead}</p>
        {letters.map(({ mail_id, address, subject, body, made_at }) => {
          const link = /^https?:\/\/\S+$/m.exec(body)?.[0];
          const own = link === undefined ? null : new URL(link);
          return (
            <article key={mail_id} className="rule" aria-labelledby={`letter-${mail_id}`}>
              <h2 id={`letter-${mail_id}`}>{subject}</h2>
              <p className="n">
                {address} · <time dateTime={made_at}>{made_at.slice(0, 19).replace("T", " ")} UTC</time>
              </p>
              {body.split("\n\n").map((paragraph) => (paragraph === link ? null : <p key={paragraph}>{paragraph}</p>))}
              {own?.origin === location.origin && (
                <p>
                  <a href={own.href} target="_blank" rel="noreferrer">
                    {text.openLink}
                  </a>
                </p>
              )}
            </article>
          );
        })}
      </main>
    </Shell>
  );
}
