/** What may be written in a thread, whoever reads it: how much, and whom it may call on. */

/** The most that one message may hold, in characters (code points). */
export const longestMessage = 4000;
/** How many people one message may call on. */
export const mostMentions = 20;

export type WordsRefusal = "message-empty" | "message-too-long" | "too-many-mentions" | "no-such-reader";

/**
 * Why a message cannot stand, or null when it can.
 * @param readers everybody who can see the thread: nobody else can be called on
 */
export function wordsLack(
  text: string,
  mentions: readonly string[],
  readers: readonly { readonly person: string }[],
): WordsRefusal | null {
  if (text.trim() === "") return "message-empty";
  if (isTooLong(text)) return "message-too-long";
  if (mentions.length > mostMentions) return "too-many-mentions";
  return mentions.every((mentioned) => readers.some(({ person }) => person === mentioned)) ? null : "no-such-reader";
}

/** A character is two units of text at most, so that a paste of megabytes is not taken apart to be counted. */
export function isTooLong(text: string): boolean {
  return text.length > longestMessage * 2 || [...text].length > longestMessage;
}
