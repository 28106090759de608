/** What is said about the points of a draft, and what one's own people are asked to approve: fetched with the page, used by each point. */
import type {
  ApprovalActRequest,
  ApprovalsResponse,
  InternalThreadResponse,
  InternalThreadsResponse,
  SharedThreadResponse,
  SharedThreadsResponse,
  WriteInternallyRequest,
  WriteMessageRequest,
} from "@overens/api";
import { useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useState } from "react";
import { asked, posted, Refused, type Room } from "../api.ts";
import { useReader } from "../reader.tsx";

/** The two kinds of threads and the approvals come from addresses of their own, and stay apart here. */
export type Talk = {
  readonly shared: SharedThreadsResponse;
  readonly internal: InternalThreadsResponse;
  readonly approvals: ApprovalsResponse;
};
export type Approval = ApprovalsResponse["approvals"][number];

export async function fetchTalk(room: string): Promise<Talk> {
  const [shared, internal, approvals] = await Promise.all([
    asked<SharedThreadsResponse>(`/rooms/${room}/threads`),
    asked<InternalThreadsResponse>(`/rooms/${room}/internal/threads`),
    asked<ApprovalsResponse>(`/rooms/${room}/internal/approvals`),
  ]);
  return { shared, internal, approvals };
}
const pointOf = (point: string, before: number): string => `${encodeURIComponent(point)}?before=${before}`;
export const fetchShared = (room: string, point: string, before: number): Promise<SharedThreadResponse> =>
  asked(`/rooms/${room}/threads/${pointOf(point, before)}`);
export const fetchInternal = (room: string, point: string, before: number): Promise<InternalThreadResponse> =>
  asked(`/rooms/${room}/internal/threads/${pointOf(point, before)}`);
export const writeToBoth = (room: string, message: WriteMessageRequest): Promise<SharedThreadResponse> =>
  asked(`/rooms/${room}/threads/messages`, posted(message));
export const writeInternally = (room: string, message: WriteInternallyRequest): Promise<InternalThreadResponse> =>
  asked(`/rooms/${room}/internal/messages`, posted(message));
export const actOnApproval = (room: string, act: ApprovalActRequest): Promise<ApprovalsResponse> =>
  asked(`/rooms/${room}/internal/approvals/acts`, posted(act));

const TalkContext = createContext<{ readonly room: Room; readonly talk: Talk } | null>(null);

export function TalkProvider({
  room,
  talk,
  children,
}: {
  readonly room: Room;
  readonly talk: Talk;
  readonly children: ReactNode;
}) {
  return <TalkContext.Provider value={{ room, talk }}>{children}</TalkContext.Provider>;
}

export function useTalk(): { readonly room: Room; readonly talk: Talk } {
  const found = useContext(TalkContext);
  if (found === null) throw new Error("no talk");
  return found;
}

/** Does what somebody asked for where they stand; a refusal is told there, and what they wrote stays. */
export function useDoing(): {
  readonly told: string | null;
  readonly doing: (work: () => Promise<unknown>) => Promise<boolean>;
} {
  const { text } = useReader();
  const router = useRouter();
  const [told, tell] = useState<string | null>(null);
  const doing = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      tell(null);
      await router.invalidate();
      return true;
    } catch (error) {
      tell(error instanceof Refused ? error.problem.title : text.notReached);
      return false;
    }
  };
  return { told, doing };
}
