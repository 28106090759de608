import { z } from "zod";

export const roomSummarySchema = z.object({
  room: z.string(),
  name: z.string(),
  period: z.string(),
  sample: z.boolean(),
});
export const roomListSchema = z.object({ rooms: z.array(roomSummarySchema) });
export const roomSchema = roomSummarySchema.extend({
  agreement: z.string(),
  root: z.string(),
  /** The agreement as read, for pages that need no parser. */
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
});
export type RoomList = z.infer<typeof roomListSchema>;
export type RoomResponse = z.infer<typeof roomSchema>;
