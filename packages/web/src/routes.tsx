/** The addresses and what each loads; the address holds the state. */
import {
  type AnyRouter,
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouter,
} from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, useEffect } from "react";
import { fetchKeys, fetchMailbox, fetchMe, fetchPeople, type Me } from "./accounts/account.ts";
import { MailboxPage } from "./accounts/MailboxPage.tsx";
import { MePage } from "./accounts/MePage.tsx";
import { OwnerPage } from "./accounts/OwnerPage.tsx";
import { SignInPage } from "./accounts/SignIn.tsx";
import { WelcomePage } from "./accounts/WelcomePage.tsx";
import {
  fetchDisputed,
  fetchIssued,
  fetchNegotiation,
  fetchRoom,
  fetchRooms,
  fetchStatement,
  fetchTemplates,
  Refused,
} from "./api.ts";
import { CasePage, CasesPage } from "./cases/CasesPage.tsx";
import { fetchTalk, TalkProvider } from "./conversations/talk.tsx";
import { fetchGuest, GuestPage } from "./guests/GuestPage.tsx";
import { fetchHead, fetchJournal, ProofPage } from "./journals/ProofPage.tsx";
import { NegotiationPage } from "./negotiations/NegotiationPage.tsx";
import { OrganisationPage } from "./organisations/OrganisationPage.tsx";
import { fetchOrganisation } from "./organisations/organisation.ts";
import { InvitationPage, MemberInvitationPage } from "./people/InvitationPage.tsx";
import { PeoplePage } from "./people/PeoplePage.tsx";
import { PointPage } from "./points/PointPage.tsx";
import { AdoptionPage } from "./preparations/AdoptionPage.tsx";
import { PlanPage } from "./preparations/PlanPage.tsx";
import { PreparationPage } from "./preparations/PreparationPage.tsx";
import { fetchPreparation } from "./preparations/preparation.ts";
import { ReadAs, useReader } from "./reader.tsx";
import { ExpectationsPage } from "./rooms/ExpectationsPage.tsx";
import { HomePage } from "./rooms/HomePage.tsx";
import { RoomFrame } from "./rooms/RoomFrame.tsx";
import { RoomsPage } from "./rooms/RoomsPage.tsx";
import { SigningPage } from "./signings/SigningPage.tsx";
import { fetchSigning } from "./signings/signing.ts";
import { SourcesPage } from "./sources/SourcesPage.tsx";
import { StatementPage } from "./statements/StatementPage.tsx";
import { Shell } from "./ui/Shell.tsx";

const root = createRootRoute({ component: Root, errorComponent: FailedAlone, notFoundComponent: NotFoundAlone });

function Root() {
  const { text, language } = useReader();
  const router = useRouter();
  useEffect(() => arrivals(router), [router]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading that names the page changes with the language
  useEffect(namePage, [language]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: links stay links; a plain click on one of ours needs no new page
    <div onClick={(event) => follow(event, (href) => router.history.push(href))}>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <Outlet />
    </div>
  );
}

/** A plain click on a link to one of our own pages; any other click is the browser's. */
function follow(event: MouseEvent, go: (href: string) => void): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (
    link === null ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const address = new URL(link.href, location.href);
  if (
    link.target !== "" ||
    address.origin !== location.origin ||
    address.pathname.startsWith("/api/") ||
    (address.hash !== "" && address.pathname === location.pathname)
  )
    return;
  event.preventDefault();
  go(address.pathname + address.search + address.hash);
}

/** On a new page the heading takes the focus, as it would in a new document; the first page leaves it to the browser. */
function arrivals(router: AnyRouter): () => void {
  return router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
    namePage();
    if (fromLocation === undefined || !pathChanged) return;
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  });
}

/** The window is named after the page's heading and the agreement it belongs to. */
function namePage(): void {
  const names = ["main h1", ".crumb b"].map((place) => document.querySelector(place)?.textContent ?? "");
  document.title = [...new Set([...names, "Överens"])].filter((name) => name !== "").join(" · ");
}

function Failed({ error }: ErrorComponentProps) {
  const { text } = useReader();
  const router = useRouter();
  const refused = error instanceof Refused ? error.problem : null;
  const absent = refused?.status === 404;
  return (
    <>
      <h1>{refused?.title ?? text.failed}</h1>
      <p className="lead">{refused === null ? text.notReached : absent ? text.notYours : text.nothingStored}</p>
      {refused?.errors.map(({ place, message, hint }) => (
        <p key={place + message} className="proof differs">
          {place} {message} {hint}
        </p>
      ))}
      {!absent && (
        <p className="after">
          <button type="button" className="btn first" onClick={() => void router.invalidate()}>
            {text.again}
          </button>
        </p>
      )}
      <p className="after">
        <a href="/">{text.toRooms}</a>
      </p>
    </>
  );
}

function NotFound() {
  const { text } = useReader();
  return (
    <>
      <h1>{text.missing}</h1>
      <p className="lead">{text.missingWhy}</p>
      <p className="after">
        <a href="/">{text.toRooms}</a>
      </p>
    </>
  );
}

/** After a moment it says what is being fetched; figures are not guessed meanwhile. */
function Pending() {
  const { text } = useReader();
  return (
    <>
      <h1 data-pending="">{text.loading}</h1>
      <p className="lead" role="status">
        {text.loadingWhat}
      </p>
    </>
  );
}

/** A page outside every room, or before its room is here. */
function Alone({ children }: { readonly children: ReactNode }) {
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        {children}
      </main>
    </Shell>
  );
}

function FailedAlone(problem: ErrorComponentProps) {
  return (
    <Alone>
      <Failed {...problem} />
    </Alone>
  );
}

function NotFoundAlone() {
  return (
    <Alone>
      <NotFound />
    </Alone>
  );
}

function PendingAlone() {
  return (
    <Alone>
      <Pending />
    </Alone>
  );
}

const roomList = createRoute({
  getParentRoute: () => root,
  path: "/",
  loader: async () => ({ ...(await fetchRooms()), me: await fetchMe() }),
  pendingComponent: PendingAlone,
  errorComponent: FailedAlone,
  component: () => <RoomsPage {...roomList.useLoaderData()} />,
});

const alone = { getParentRoute: () => root, pendingComponent: PendingAlone, errorComponent: FailedAlone } as const;
const signIn = createRoute({ ...alone, path: "/sign-in", component: SignInPage });
const owner = createRoute({ ...alone, path: "/owner", component: OwnerPage });
const join = createRoute({ ...alone, path: "/join", component: MemberInvitationPage });
const invitation = createRoute({
  ...alone,
  path: "/invitation/$room",
  component: () => <InvitationPage room={invitation.useParams().room} />,
});
const welcome = createRoute({
  ...alone,
  path: "/welcome",
  loader: fetchMe,
  component: () => <WelcomePage me={welcome.useLoaderData()} />,
});
/** What is one's own is for whoever has signed in. */
async function signedIn(): Promise<Me> {
  const me = await fetchMe();
  if (me.person === null) throw redirect({ to: "/sign-in" });
  return me;
}
const aboutMe = createRoute({
  ...alone,
  path: "/me",
  loader: async () => ({ me: await signedIn(), keys: await fetchKeys() }),
  component: () => <MePage {...aboutMe.useLoaderData()} />,
});
const organisation = createRoute({
  ...alone,
  path: "/organisations/$organisation",
  loader: async ({ params }) => ({ me: await signedIn(), of: await fetchOrganisation(params.organisation) }),
  component: () => {
    const { me, of } = organisation.useLoaderData();
    return <OrganisationPage organisation={of} me={me.person?.id ?? ""} />;
  },
});
const mailbox = createRoute({
  ...alone,
  path: "/mailbox",
  loader: fetchMailbox,
  component: () => <MailboxPage letters={mailbox.useLoaderData().letters} />,
});

const NewPage = lazyRouteComponent(() => import("./rooms/NewPage.tsx"), "NewPage");
const beginning = createRoute({
  ...alone,
  path: "/new",
  loader: async () => ({ ...(await fetchTemplates()), ...(await fetchRooms()), me: await fetchMe() }),
  component: () => <NewPage {...beginning.useLoaderData()} />,
});

const allParts = createRoute({
  getParentRoute: () => root,
  path: "/ui",
  pendingComponent: PendingAlone,
  errorComponent: FailedAlone,
  component: lazyRouteComponent(() => import("./ui/PartsPage.tsx"), "PartsPage"),
});

const roomRoute = createRoute({
  getParentRoute: () => root,
  path: "/rooms/$room",
  loader: async ({ params }) => {
    const room = await fetchRoom(params.room);
    return {
      room,
      statement: await fetchStatement(
        params.room,
        room.period === "" ? new Date().toISOString().slice(0, 7) : room.period,
      ),
    };
  },
  pendingComponent: PendingAlone,
  errorComponent: FailedAlone,
  component: FramedRoom,
});

function FramedRoom() {
  const loaded = roomRoute.useLoaderData();
  const framed = (
    <RoomFrame {...loaded}>
      <Outlet />
    </RoomFrame>
  );
  return loaded.room.open ? framed : <ReadAs role={loaded.room.see_as}>{framed}</ReadAs>;
}

const home = createRoute({
  getParentRoute: () => roomRoute,
  path: "/",
  component: () => <HomePage {...roomRoute.useLoaderData()} />,
});
const statement = createRoute({
  getParentRoute: () => roomRoute,
  path: "/statements/$period",
  loader: ({ params }) => fetchStatement(params.room, params.period),
  component: () => <StatementPage room={roomRoute.useLoaderData().room} statement={statement.useLoaderData()} />,
});
const issued = createRoute({
  getParentRoute: () => roomRoute,
  path: "/statements/$period/$number",
  loader: ({ params }) => fetchIssued(params.room, params.period, params.number),
  component: () => <StatementPage room={roomRoute.useLoaderData().room} statement={issued.useLoaderData()} />,
});
const expectations = createRoute({
  getParentRoute: () => roomRoute,
  path: "/expectations",
  component: () => <ExpectationsPage {...roomRoute.useLoaderData()} />,
});
const cases = createRoute({
  getParentRoute: () => roomRoute,
  path: "/cases",
  component: () => <CasesPage {...roomRoute.useLoaderData()} />,
});
const oneCase = createRoute({
  getParentRoute: () => roomRoute,
  path: "/cases/$name",
  component: () => <CasePage {...roomRoute.useLoaderData()} name={oneCase.useParams().name} />,
});
const point = createRoute({
  getParentRoute: () => roomRoute,
  path: "/points/$name",
  validateSearch: (search): { readonly period?: string } =>
    typeof search["period"] === "string" ? { period: search["period"] } : {},
  loaderDeps: ({ search }) => ({ period: search.period }),
  loader: async ({ params, deps, parentMatchPromise }) =>
    deps.period === undefined
      ? (await parentMatchPromise).loaderData?.statement
      : await fetchStatement(params.room, deps.period),
  component: PointRoute,
});

function PointRoute() {
  const { room, statement: own } = roomRoute.useLoaderData();
  return <PointPage room={room} statement={point.useLoaderData() ?? own} name={point.useParams().name} />;
}
const sources = createRoute({
  getParentRoute: () => roomRoute,
  path: "/sources",
  loader: ({ params }) => fetchDisputed(params.room),
  component: () => <SourcesPage room={roomRoute.useLoaderData().room} disputed={sources.useLoaderData()} />,
});

const negotiation = createRoute({
  getParentRoute: () => roomRoute,
  path: "/negotiation",
  loader: async ({ params }) => {
    const [standing, talk] = await Promise.all([fetchNegotiation(params.room), fetchTalk(params.room)]);
    return { standing, talk };
  },
  component: NegotiationRoute,
});

function NegotiationRoute() {
  const { room } = roomRoute.useLoaderData();
  const { standing, talk } = negotiation.useLoaderData();
  return (
    <TalkProvider room={room} talk={talk}>
      <NegotiationPage room={room} negotiation={standing} />
    </TalkProvider>
  );
}

const preparation = createRoute({
  getParentRoute: () => roomRoute,
  path: "/preparation",
  loader: ({ params }) => fetchPreparation(params.room),
  component: () => <PreparationPage room={roomRoute.useLoaderData().room} preparation={preparation.useLoaderData()} />,
});
const plan = createRoute({
  getParentRoute: () => roomRoute,
  path: "/plan",
  loader: ({ params }) => fetchPreparation(params.room),
  component: () => <PlanPage room={roomRoute.useLoaderData().room} preparation={plan.useLoaderData()} />,
});
const adoption = createRoute({
  getParentRoute: () => roomRoute,
  path: "/adoption",
  loader: ({ params }) => fetchPreparation(params.room),
  component: () => <AdoptionPage room={roomRoute.useLoaderData().room} preparation={adoption.useLoaderData()} />,
});

const signing = createRoute({
  getParentRoute: () => roomRoute,
  path: "/signing",
  loader: ({ params }) => fetchSigning(params.room),
  component: () => <SigningRoute />,
});

function SigningRoute() {
  const { room, name } = roomRoute.useLoaderData().room;
  return <SigningPage about={{ room, name }} signing={signing.useLoaderData()} />;
}

const guest = createRoute({
  ...alone,
  path: "/guest/$room",
  loader: async ({ params }) => ({ guest: await fetchGuest(params.room), signing: await fetchSigning(params.room) }),
  component: () => <GuestPage {...guest.useLoaderData()} />,
});

const proof = createRoute({
  getParentRoute: () => roomRoute,
  path: "/proof",
  loader: async ({ params }) => {
    const [people, last] = await Promise.all([fetchPeople(params.room), fetchHead(params.room)]);
    return { people, head: last, journal: await fetchJournal(params.room, Math.max(0, last.sequence - 100)) };
  },
  component: () => <ProofPage {...proof.useLoaderData()} room={roomRoute.useLoaderData().room} />,
});

const people = createRoute({
  getParentRoute: () => roomRoute,
  path: "/people",
  loader: ({ params }) => fetchPeople(params.room),
  component: () => (
    <PeoplePage
      room={people.useParams().room}
      people={people.useLoaderData()}
      agreement={roomRoute.useLoaderData().room.document}
    />
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    roomList,
    beginning,
    allParts,
    signIn,
    owner,
    join,
    invitation,
    guest,
    welcome,
    aboutMe,
    organisation,
    mailbox,
    roomRoute.addChildren([
      home,
      statement,
      issued,
      point,
      expectations,
      cases,
      oneCase,
      sources,
      preparation,
      plan,
      adoption,
      negotiation,
      signing,
      proof,
      people,
    ]),
  ]),
  defaultPreload: false,
  defaultStaleTime: 30_000,
  defaultPendingMs: 700,
  defaultPendingComponent: Pending,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});
declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
