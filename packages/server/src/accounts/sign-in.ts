/** Signing in: a code or a link by mail, or a passkey. Whoever reads an address has it; there are no passwords. */
import { passkey } from "@better-auth/passkey";
import type { Language } from "@overens/core";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { emailOTP, magicLink } from "better-auth/plugins";
import type pg from "pg";
import { codeLetter, linkLetter } from "../mail/letters.ts";
import type { Mail } from "../mail/mail.ts";
import { type Authentication, clientHeader } from "./person.ts";

/** Codes and links hold this long, in seconds. */
const shortWhile = 600;
/** How many codes or links one address is sent in an hour. */
const mostAnHour = 6;
const sessionDays = 30;

/** What of the library the rest of the server uses. */
export type SignIn = {
  readonly handler: (request: Request) => Promise<Response>;
  readonly api: {
    readonly getSession: (asked: { readonly headers: Headers }) => Promise<{
      readonly user: { readonly id: string; readonly name: string; readonly email: string };
      readonly session: object;
    } | null>;
    readonly signInMagicLink: (asked: {
      readonly body: { readonly email: string; readonly callbackURL: string };
      readonly headers: Headers;
    }) => Promise<unknown>;
  };
};

/**
 * @param origin where the pages are: "http://localhost:4747"
 * @param ownerLink told the link instead of the post, once for an address: how the installation's owner comes in first
 */
export function signIn(
  db: pg.Pool,
  mail: Mail,
  secret: string,
  origin: string,
  ownerLink: Map<string, (link: string) => void>,
): SignIn {
  const notTooOften = async (address: string, kind: string): Promise<void> => {
    const sent = await mail.countSince(address, kind, new Date(Date.now() - 3_600_000));
    if (sent >= mostAnHour) throw new APIError("TOO_MANY_REQUESTS", { message: "too many letters to one address" });
  };
  return betterAuth({
    database: db,
    secret,
    baseURL: origin,
    basePath: "/api/auth",
    trustedOrigins: [origin],
    // A name is given to /api/me, which keeps it within measure.
    disabledPaths: ["/update-user"],
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      customRules: {
        "/email-otp/send-verification-otp": { window: 60, max: 60 },
        "/sign-in/email-otp": { window: 60, max: 60 },
      },
    },
    user: { additionalFields: { language: { type: "string", required: false, input: false } } },
    session: {
      expiresIn: sessionDays * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: false },
      additionalFields: { means: { type: "string", required: false, input: false } },
    },
    advanced: {
      cookiePrefix: "overens",
      ipAddress: { ipAddressHeaders: [clientHeader] },
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
    },
    databaseHooks: {
      session: {
        create: { before: async (session, context) => ({ data: { ...session, means: meansOf(context?.path ?? "") } }) },
      },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: shortWhile,
        allowedAttempts: 5,
        storeOTP: "hashed",
        sendVerificationOTP: async ({ email, otp }, context) => {
          await notTooOften(email, "code");
          const language = languageIn(context?.request?.headers);
          const { subject, text } = codeLetter(language, otp);
          await mail.send({ to: email, language, kind: "code", subject, text, once: crypto.randomUUID() });
        },
      }),
      magicLink({
        expiresIn: shortWhile,
        storeToken: "hashed",
        sendMagicLink: async ({ email, url }, context) => {
          const told = ownerLink.get(email);
          if (told) {
            ownerLink.delete(email);
            return told(url);
          }
          await notTooOften(email, "link");
          const language = languageIn(context?.request?.headers);
          const { subject, text } = linkLetter(language, url);
          await mail.send({ to: email, language, kind: "link", subject, text, once: crypto.randomUUID() });
        },
      }),
      // Kept where it was made, so that it is found without an address, and used only by whoever unlocks it: what it says may bind.
      passkey({
        rpID: new URL(origin).hostname,
        rpName: "Överens",
        origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        registration: {
          afterVerification: async ({ verification }) => unlocked(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: async ({ verification }) => unlocked(verification.authenticationInfo.userVerified),
        },
      }),
    ],
  });
}

/** Whether the person was known by finger, face or PIN; who merely had the thing at hand is not. */
function unlocked(isUnlocked: boolean | undefined): void {
  if (isUnlocked !== true)
    throw new APIError("FORBIDDEN", { code: "NOT_UNLOCKED", message: "the passkey was not unlocked" });
}

function languageIn(headers: Headers | undefined): Language {
  return (headers?.get("accept-language") ?? "").toLowerCase().startsWith("sv") ? "sv" : "en";
}

function meansOf(path: string): Authentication {
  if (path.includes("passkey")) return "passkey";
  return path.includes("magic-link") ? "e-mail link" : "e-mail code";
}
