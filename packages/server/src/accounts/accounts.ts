/** Who asks: a session's cookie or a key, and what is known of the person. */
import { randomBytes, randomUUID } from "node:crypto";
import { addressOf, hashText, isAddress, type Language } from "@overens/core";
import type { FastifyRequest } from "fastify";
import type pg from "pg";
import { CannotStart } from "../database/embedded.ts";
import type { Mail } from "../mail/mail.ts";
import { Refusal } from "../refusal.ts";
import { type Authentication, clientHeader, type Membership, type Person, rolesIn } from "./person.ts";
import type { SignIn } from "./sign-in.ts";
import { type SigningKey, signingKey } from "./signing-keys.ts";
import * as store from "./store.ts";

export type Accounts = Awaited<ReturnType<typeof accounts>>;

export type AccountOptions = {
  /** Where people find the pages; null: this machine alone, at whatever port it listens. */
  readonly origin: string | null;
  /** At least 32 characters; null: one is made and kept in the database. */
  readonly secret: string | null;
};

const leastSecret = 32;
/** The owner's first link is good for this long, in milliseconds. */
const ownerLinkLasts = 72 * 3_600_000;

/** @throws CannotStart when the secret that was given is short */
export async function accounts(db: pg.Pool, mail: Mail, { origin, secret }: AccountOptions) {
  if (secret !== null && secret.length < leastSecret)
    throw new CannotStart(
      `OVERENS_SECRET has ${secret.length} characters; at least ${leastSecret} are needed: openssl rand -hex 32`,
    );
  // Made even where the operator gives one, which is never written down: the row is also where the owner is named.
  const made = await store.installationSecret(db, randomBytes(32).toString("hex"));
  const key = secret ?? made;
  const ownerLinks = new Map<string, (link: string) => void>();
  const ways = new Map<string, Promise<SignIn>>();
  /** One for each address of the pages: a passkey and a cookie belong to where they were made. It is large, so it waits until asked for. */
  const at = (where: string): Promise<SignIn> => {
    const known = ways.get(where);
    if (known) return known;
    const made = import("./sign-in.ts").then(({ signIn }) => signIn(db, mail, key, where, ownerLinks));
    ways.set(where, made);
    return made;
  };
  /** Where a request's pages are. Without an address of its own the server is known on this machine only. */
  const originOf = (request: FastifyRequest): string => {
    if (origin !== null) return origin;
    const host = request.headers.host ?? "";
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host)) throw new Refusal("not-allowed");
    return `http://${host}`;
  };

  const personOf = async (request: FastifyRequest): Promise<Person | null> => {
    const { authorization, cookie } = request.headers;
    if (authorization?.startsWith("Bearer ")) {
      const row = await store.personByKey(db, hashText(authorization.slice("Bearer ".length)), new Date());
      return row === null ? null : personIn(row, "key");
    }
    if (cookie === undefined || !cookie.includes("overens")) return null;
    const session = await (await at(originOf(request))).api.getSession({ headers: new Headers({ cookie }) });
    if (session === null) return null;
    const { user } = session;
    const means = (session.session as { readonly means?: string | null }).means ?? "e-mail code";
    const language = (user as { readonly language?: string | null }).language ?? null;
    return personIn({ id: user.id, name: user.name, email: user.email, language }, means as Authentication);
  };

  return {
    personOf,
    /** What a person reads; Swedish where they have not said. */
    languageOf: async (person: string): Promise<Language> =>
      (await store.personById(db, person))?.language === "en" ? "en" : "sv",
    originOf,
    /** Whoever must be signed in. */
    signedIn: async (request: FastifyRequest): Promise<Person> => {
      const person = await personOf(request);
      if (!person) throw new Refusal("sign-in-needed");
      return person;
    },
    organisationsOf: async (person: Person): Promise<readonly Membership[]> =>
      (await store.membershipsOf(db, person.id)).map(({ organisation_id, name, public_body, roles }) => ({
        organisation: organisation_id,
        name,
        publicBody: public_body,
        roles: rolesIn(roles),
      })),
    passkeysOf: (person: Person) => store.passkeysOf(db, person.id),
    /** What a person may sign with: their passkeys, in the form that a signature is checked by. */
    signingKeysOf: async (person: Pick<Person, "id">): Promise<readonly SigningKey[]> =>
      (await store.passkeysOf(db, person.id)).map(signingKey),
    /** What better-auth answers to a request for it. */
    handle: async (request: FastifyRequest, body: unknown): Promise<Response> => {
      const where = originOf(request);
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers))
        if (typeof value === "string" && name !== "content-length") headers.set(name, value);
      headers.set(clientHeader, request.ip);
      const init: RequestInit = { method: request.method, headers };
      if (request.method !== "GET" && request.method !== "HEAD") init.body = JSON.stringify(body ?? {});
      return (await at(where)).handler(new Request(new URL(request.url, where), init));
    },
    name: (person: Person, name: string, language: Language) => store.namePerson(db, person.id, name, language),
    keysOf: (person: Person) => store.keysOf(db, person.id),
    /** A key for the command line; told this once, kept as its hash. */
    addKey: async (person: Person, name: string): Promise<{ readonly key: string }> => {
      const made = `ok_${randomBytes(32).toString("base64url")}`;
      await store.insertKey(db, randomUUID(), person.id, name, hashText(made), new Date());
      return { key: made };
    },
    removeKey: async (person: Person, id: string): Promise<void> => {
      if (!(await store.removeKey(db, person.id, id))) throw new Refusal("not-found");
    },
    /** A fresh link for the installation's owner, or null once somebody is. */
    ownerLink: async (where: string): Promise<string | null> => {
      const token = randomBytes(32).toString("base64url");
      const waits = await store.renewOwnerToken(db, hashText(token), new Date(Date.now() + ownerLinkLasts));
      return waits ? `${where}/owner#${token}` : null;
    },
    /** The owner's link is used up, and answered with a link that signs the owner in. */
    claimOwner: async (request: FastifyRequest, token: string, address: string): Promise<string> => {
      if (!isAddress(address)) throw new Refusal("bad-address");
      const email = addressOf(address);
      if (!(await store.useOwnerToken(db, hashText(token), new Date(), email))) throw new Refusal("link-used");
      const told = new Promise<string>((resolve) => ownerLinks.set(email, resolve));
      await (await at(originOf(request))).api.signInMagicLink({
        body: { email, callbackURL: "/welcome" },
        headers: new Headers(),
      });
      return told;
    },
  };
}

function personIn({ id, name, email, language }: store.PersonRow, authentication: Authentication): Person {
  return {
    id,
    name: name === "" ? email : name,
    address: email,
    language: language === "sv" ? "sv" : "en",
    authentication,
  };
}
