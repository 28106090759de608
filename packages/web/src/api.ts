/** What the pages fetch. A problem comes back as it is: its title and its lines are for the person. */
import type {
  DisputedResponse,
  IssuedStatementResponse,
  NegotiationActRequest,
  NegotiationResponse,
  ProblemResponse,
  ReceiptResponse,
  RoomList,
  RoomResponse,
  StatementResponse,
  TemplateList,
} from "@overens/api";
import type { Agreement } from "@overens/core";

export type Room = Omit<RoomResponse, "document"> & { readonly document: Agreement };
export type Line = {
  readonly objective: string;
  readonly subject: string;
  readonly group: { readonly property: string; readonly value: string } | null;
  readonly applies: boolean;
  readonly kind: string;
  readonly unit: "percent" | "count" | "seconds";
  readonly value: string | null;
  readonly exact: string | null;
  readonly target: { readonly comparator: "at-least" | "above" | "at-most" | "below"; readonly value: string } | null;
  readonly verdict: "met" | "missed" | "unmeasured";
  readonly margin: string | null;
  readonly attainment: { readonly good: string; readonly total: string } | null;
  readonly budget: {
    readonly of: "time" | "requests" | "slots" | "cases" | "deliveries";
    readonly allowed: string;
    readonly used: string;
  } | null;
  readonly remedies: readonly {
    readonly point: string;
    readonly percent: string | null;
    readonly amount: Money | null;
    readonly base: Money | null;
    readonly tier: number | null;
    readonly table_silent: boolean;
  }[];
  readonly spans: readonly {
    readonly from: string;
    readonly until: string;
    readonly state: "up" | "down" | "forgiven" | "excluded" | "no-data" | "outside-hours" | "not-yet";
    readonly point: string | null;
    readonly facts: readonly string[];
  }[];
  readonly cases: readonly CaseLine[];
  readonly evidence: readonly {
    readonly from: string;
    readonly until: string;
    readonly good: string;
    readonly total: string;
    readonly state: string;
    readonly point: string | null;
    readonly facts: readonly string[];
  }[];
};
export type Money = { readonly amount: string; readonly currency: string };
export type CaseLine = {
  readonly case: string;
  readonly verdict: "met" | "missed" | "not-finished";
  readonly due_at: string | null;
  readonly limit_ms: number | null;
  readonly clock: {
    readonly state: string;
    readonly start: string;
    readonly stop: string | null;
    readonly elapsed_ms: number;
    readonly margin_ms: number | null;
    readonly segments: readonly {
      readonly from: string;
      readonly until: string;
      readonly state: "running" | "paused" | "outside-hours" | "stopped";
      readonly because: string | null;
      readonly fact: string | null;
    }[];
  } | null;
  readonly properties: { readonly [name: string]: string };
};
export type ResultJson = {
  readonly period: { readonly label: string; readonly zone: string; readonly from: string; readonly until: string };
  readonly judged_at: string | null;
  readonly results: readonly Line[];
  readonly totals: readonly Money[];
  readonly hash: string;
};
export type Statement = Omit<StatementResponse, "result"> & {
  readonly result: ResultJson;
  /** Which statement of its period this is, as it was issued; null for the figures as they are now. */
  readonly number: number | null;
};

/** A refusal as the server words it, RFC 9457. */
export class Refused extends Error {
  readonly problem: ProblemResponse;
  constructor(problem: ProblemResponse) {
    super(problem.title);
    this.problem = problem;
  }
}

export async function asked<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`/api${path}`, {
    ...init,
    headers: { "accept-language": document.documentElement.lang, ...init.headers },
  });
  if (!response.ok) throw (await refusalIn(response)) ?? new Error(`${response.status} ${response.statusText}`);
  return (await response.json()) as T;
}

/** Null when what answered was not our server: a proxy, or nothing. */
async function refusalIn(response: Response): Promise<Refused | null> {
  const problem = (await response.json().catch(() => null)) as ProblemResponse | null;
  return problem?.title === undefined ? null : new Refused(problem);
}

export const fetchRooms = (): Promise<RoomList> => asked("/rooms");
export const fetchRoom = (room: string): Promise<Room> => asked(`/rooms/${room}`);
export async function fetchStatement(room: string, period: string): Promise<Statement> {
  return {
    ...(await asked<Omit<Statement, "number">>(`/rooms/${room}/statements/${encodeURIComponent(period)}`)),
    number: null,
  };
}

/** A statement as it was issued, beside the others of its period. */
export async function fetchIssued(room: string, period: string, number: string): Promise<Statement> {
  const at = `/rooms/${room}/statements`;
  const [issued, list] = await Promise.all([
    asked<IssuedStatementResponse>(`${at}/${encodeURIComponent(period)}/${encodeURIComponent(number)}`),
    asked<{ statements: Statement["issued"] }>(at),
  ]);
  return {
    ...issued,
    conflicts: 0,
    corrections: 0,
    issued: list.statements.filter((found) => found.period === issued.period),
    result: issued.result as unknown as ResultJson,
  };
}

export const issueStatement = (room: string, period: string): Promise<IssuedStatementResponse> =>
  asked(`/rooms/${room}/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ period }),
  });
export type Disputed = DisputedResponse;
export const fetchDisputed = (room: string): Promise<Disputed> => asked(`/rooms/${room}/disputed`);
export const sendFacts = (room: string, lines: string): Promise<ReceiptResponse> =>
  asked(`/rooms/${room}/facts`, { method: "POST", headers: { "content-type": "application/x-ndjson" }, body: lines });
/** For which side whoever has signed in opens a room; null: an open room. */
export type OpenedFor = { readonly side: "provider" | "customer"; readonly organisation: string | null } | null;
export const addRoom = (agreement: string, facts: string, as: OpenedFor): Promise<Room> =>
  asked("/rooms", posted({ agreement, facts, ...(as === null ? {} : { as }) }));

export type Template = TemplateList["templates"][number];
export const fetchTemplates = (): Promise<TemplateList> => asked("/templates");

export type NegotiationOf = NegotiationResponse;
export type Act = NegotiationActRequest;
/** Null where nothing is negotiated yet. */
export async function fetchNegotiation(room: string): Promise<NegotiationOf | null> {
  try {
    return await asked<NegotiationOf>(`/rooms/${room}/negotiation`);
  } catch (error) {
    if (error instanceof Refused && error.problem.type.endsWith("/no-draft")) return null;
    throw error;
  }
}
export const posted = (body: object): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
export const openNegotiation = (room: string): Promise<NegotiationOf> =>
  asked(`/rooms/${room}/negotiation`, posted({}));
export const actOn = (room: string, act: Act): Promise<NegotiationOf> =>
  asked(`/rooms/${room}/negotiation/acts`, posted(act));
