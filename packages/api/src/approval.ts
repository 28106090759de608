import { z } from "zod";
import { acceptProposalSchema, answerPointSchema, proposeSchema } from "./negotiation.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const approval = z.string().max(64);
const person = z.object({ person: z.string(), name: z.string() });

/** An act of the negotiation as it would be given: what an approver says yes or no to. */
const approvable = z.discriminatedUnion("act", [answerPointSchema, proposeSchema, acceptProposalSchema]);
export type ApprovableRequest = z.input<typeof approvable>;

/** What a party does about approval among its own people. `subject` is the hash of the act that was on the screen. */
export const approvalActSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("ask"), approver: z.string().max(80), of: approvable, words: z.string().default("") }),
  z.object({ act: z.literal("give"), approval, subject: hash, words: z.string().default("") }),
  z.object({ act: z.literal("refuse"), approval, reason: z.string() }),
  z.object({ act: z.literal("withdraw"), approval }),
  /** Gives the other side what was approved, exactly as it was approved. */
  z.object({ act: z.literal("carry-out"), approval }),
]);
export type ApprovalActRequest = z.input<typeof approvalActSchema>;

/** Of one's own side alone. */
export const approvalsSchema = z.object({
  me: z.string().nullable(),
  /** Whether whoever asks this may ask for approval, and whom. */
  may_ask: z.boolean(),
  approvers: z.array(person),
  approvals: z.array(
    z.object({
      id: z.string(),
      point: z.string(),
      asker: person,
      approver: person,
      of: approvable,
      subject: z.string(),
      words: z.string(),
      state: z.enum(["asked", "given", "refused", "withdrawn"]),
      /** Whether what was asked about can be given to the other side now, has been, or why it no longer can. */
      standing: z.enum(["can-be-given", "done", "point-changed", "proposal-closed", "negotiation-closed"]),
      answer: z.string(),
      asked_at: z.string(),
    }),
  ),
});
export type ApprovalsResponse = z.infer<typeof approvalsSchema>;
