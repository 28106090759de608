/** Links used at random beside a model of what a link is: for one address and one party, once, until it is revoked or its time is over. */
import {
  type AccessCommand,
  afterEntry,
  decide,
  emptyRoom,
  type Hash,
  hashText,
  type JournalBody,
} from "@overens/core";
import { must } from "./living-laws.ts";
import { chanceFrom } from "./negotiating.ts";

const zero = "0".repeat(64) as Hash;
const start: JournalBody = {
  kind: "room-added",
  room: "r",
  root: zero,
  document: zero,
  provider: "p",
  customer: "c",
  provider_name: "P",
  customer_name: "C",
};
/** What the model knows of a link. */
type Link = {
  readonly token: Hash;
  readonly address: string;
  readonly party: string;
  readonly by: string;
  readonly until: number;
  is: "open" | "used" | "revoked";
};
/** Who is inside, by the address that they proved. */
type Inside = { readonly person: string; readonly party: string; readonly address: string; owner: boolean };

const people = ["anna", "bo", "cilla", "dag", "eva"];
const addressOf = (person: string): string => `${person}@x.se`;
const day = 86_400_000;

/** Plays one sequence; gives how often links were used, and how often each refusal was foretold. */
export function playLinks(seed: number, length: number): Readonly<Record<string, number>> {
  const chance = chanceFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  let room = [
    start,
    joined("owner-p", "p"),
    { kind: "third-party-added", party: "t", by: "p", name: "T", third_kind: "measurer", points: [] } as const,
  ].reduce(afterEntry, emptyRoom);
  const links: Link[] = [];
  const inside: Inside[] = [{ person: "owner-p", party: "p", address: addressOf("owner-p"), owner: true }];
  const counted: Record<string, number> = {};
  let time = Date.UTC(2026, 10, 26, 8);

  const foretold = (person: string, party: string, command: AccessCommand): string => {
    const manages = inside.some((one) => one.person === person && one.party === party && one.owner);
    switch (command.kind) {
      case "invite": {
        if (!manages) return "not-your-role";
        const address = command.address.trim().toLowerCase();
        if (address === "nowhere") return "bad-address";
        const isEmpty = !inside.some((one) => one.party === command.party);
        const reaches =
          command.party === party ||
          (command.party === "t" && party === "p") ||
          (command.party !== "t" && party !== "t" && isEmpty);
        if (!reaches) return "not-your-role";
        return inside.some((one) => one.address === address) ? "already-here" : "done";
      }
      case "revoke-invitation": {
        if (!manages) return "not-your-role";
        const link = links[Number(command.invitation)];
        if (!link || link.by !== party) return "no-such-invitation";
        return link.is === "open" ? "done" : "not-from-here";
      }
      case "accept-invitation": {
        const link = links.find(({ token }) => token === command.token);
        if (!link) return "no-such-invitation";
        if (link.is !== "open") return `invitation-${link.is}`;
        if (link.until <= time) return "invitation-expired";
        if (link.address !== command.address.toLowerCase()) return "other-address";
        // The other side's first person alone comes by a link of this one.
        const isOthers = link.party !== link.by && link.party !== "t";
        if (isOthers && inside.some((one) => one.party === link.party)) return "invitation-revoked";
        return inside.some((one) => one.person === command.person) ? "already-here" : "done";
      }
      default: {
        if (command.kind !== "leave") throw new Error(command.kind);
        if (!manages && person !== command.person) return "not-your-role";
        const found = inside.find((one) => one.person === command.person);
        if (found?.party !== party) return "no-such-person";
        const owners = inside.filter((one) => one.party === party && one.owner);
        return owners.length === 1 && owners[0] === found ? "last-owner" : "done";
      }
    }
  };

  for (let number = 0; number < length; number++) {
    time += pick([0, 1000, 3_600_000, day, 5 * day]);
    const known = inside.length > 0 && chance(8) > 0 ? pick(inside) : null;
    const [person, party] = [known?.person ?? pick(people), known?.party ?? pick(["p", "c", "t"])];
    const command = linkCommand(number);
    const by = command.kind === "accept-invitation" ? { person: command.person, party } : { person, party };
    const expected = foretold(by.person, by.party, command);
    const now = new Date(time).toISOString().replace(".000Z", "Z");
    const decided = decide(room, command, { ...by, now, today: now.slice(0, 10), checked: () => true });
    const found = "refused" in decided ? decided.refused : "done";
    must(found === expected, `${command.kind} came to ${found}, and should have come to ${expected}`);
    counted[`${command.kind}: ${found}`] = (counted[`${command.kind}: ${found}`] ?? 0) + 1;
    if ("refused" in decided) continue;
    room = decided.entries.reduce(afterEntry, room);
    remember(command, by.party);
    const here = room.access.people
      .filter(({ left }) => !left)
      .map((one) => `${one.person} ${one.party} ${one.address}`);
    const known2 = inside.map((one) => `${one.person} ${one.party} ${one.address}`);
    must(here.sort().join() === known2.sort().join(), "somebody is inside by no link, or outside in spite of one");
  }
  return counted;

  function linkCommand(number: number): AccessCommand {
    const link = pick(links);
    const id = String(links.length);
    switch (chance(6)) {
      case 0:
      case 1: {
        const address = pick([addressOf(pick(people)), addressOf(pick(people)).toUpperCase(), "nowhere"]);
        const expiresAt = new Date(time + 14 * day).toISOString().replace(".000Z", "Z");
        const roles = [pick(["owner", "reader"] as const)];
        const token = hashText(`${seed} ${number}`);
        return { kind: "invite", id, party: pick(["p", "c", "t"]), address, roles, token, expiresAt };
      }
      case 2:
        return {
          kind: "revoke-invitation",
          invitation: chance(8) === 0 ? "none" : String(links.length - 1 - chance(3)),
        };
      case 3:
      case 4: {
        const wanted = people.find((one) => addressOf(one) === link?.address);
        const person = chance(4) === 0 ? pick(people) : (wanted ?? pick(people));
        const token = chance(8) === 0 ? zero : (link?.token ?? zero);
        const address = chance(5) === 0 ? addressOf(pick(people)) : addressOf(person);
        return { kind: "accept-invitation", token, person, name: person, address };
      }
      default:
        return { kind: "leave", person: chance(2) === 0 ? pick(people) : pick(inside).person, successor: null };
    }
  }

  function remember(command: AccessCommand, party: string): void {
    if (command.kind === "invite") {
      const address = command.address.toLowerCase();
      // A newer one to the same address takes the place of those that the same side sent there before.
      for (const link of links)
        if (link.is === "open" && link.address === address && link.by === party) link.is = "revoked";
      links.push({
        token: command.token,
        address,
        party: command.party,
        by: party,
        until: time + 14 * day,
        is: "open",
      });
    } else if (command.kind === "revoke-invitation") (links[Number(command.invitation)] as Link).is = "revoked";
    else if (command.kind === "leave")
      inside.splice(
        inside.findIndex((one) => one.person === command.person),
        1,
      );
    else if (command.kind === "accept-invitation") {
      const link = links.find(({ token }) => token === command.token) as Link;
      link.is = "used";
      const owner = room.access.invitations.find(({ token }) => token === link.token)?.roles.includes("owner") ?? false;
      inside.push({ person: command.person, party: link.party, address: command.address.toLowerCase(), owner });
    }
  }
}

function joined(person: string, party: string): JournalBody {
  const who = { person, party, name: person, address: addressOf(person) };
  return { kind: "person-joined", ...who, roles: ["owner"], invitation: null };
}
