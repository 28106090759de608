import { z } from "zod";

/** Whose room it is: an open one is anybody's on this machine; others are their participants'. */
export const roomSummarySchema = z.object({
  room: z.string(),
  name: z.string(),
  period: z.string(),
  sample: z.boolean(),
  /** Nobody signs in to it. */
  open: z.boolean(),
});
export const roomListSchema = z.object({
  rooms: z.array(
    roomSummarySchema.extend({
      /** Whoever asks takes part as a third party, on a page of its own. */
      guest: z.boolean(),
    }),
  ),
});
export const roomSchema = roomSummarySchema.extend({
  /** The text that the room was added with, as it was written. */
  agreement: z.string(),
  /** Of the text agreed on last. */
  root: z.string(),
  /** What everybody has signed, oldest first; each with the holidays and clock changes that were frozen with it. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      root: z.string(),
      effective_from: z.string(),
      agreement: z.record(z.string(), z.unknown()),
      frozen: z.record(z.string(), z.unknown()),
    }),
  ),
  /** The text agreed on last as read, for pages that need no parser. */
  document: z.record(z.string(), z.unknown()),
  sources: z.array(z.string()),
  see_as: z.enum(["provider", "customer"]),
  parties: z.array(z.object({ id: z.string(), role: z.string(), name: z.string() })),
});
export const addRoomSchema = z.object({
  agreement: z.string(),
  facts: z.string().default(""),
  period: z.string().optional(),
  /** The provider as an organisation that several rooms share. */ organisation: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  /** Whoever has signed in opens the room for one side, as an organisation or on their own. Without it the room is open. */
  as: z.object({ side: z.enum(["provider", "customer"]), organisation: z.uuid().nullable().default(null) }).optional(),
});
export type RoomList = z.infer<typeof roomListSchema>;
export type RoomResponse = z.infer<typeof roomSchema>;
