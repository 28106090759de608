/** The addresses and what each loads; the address holds the state. */
import { createRootRoute, createRoute, createRouter, type ErrorComponentProps, Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { fetchRoom, fetchRooms, fetchStatement } from "./api.ts";
import { CasePage, CasesPage } from "./cases/CasesPage.tsx";
import { PointPage } from "./points/PointPage.tsx";
import { useReader } from "./reader.tsx";
import { ExpectationsPage } from "./rooms/ExpectationsPage.tsx";
import { HomePage } from "./rooms/HomePage.tsx";
import { RoomsPage } from "./rooms/RoomsPage.tsx";
import { SourcesPage } from "./sources/SourcesPage.tsx";
import { StatementPage } from "./statements/StatementPage.tsx";
import { ZoneProvider } from "./ui/moment.tsx";
import { Settings, TopBar } from "./ui/TopBar.tsx";

const root = createRootRoute({ component: Root, errorComponent: Failed, notFoundComponent: NotFound });

function Root() {
  const { text } = useReader();
  return (
    <>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <TopBar>
        <Settings />
      </TopBar>
      <Outlet />
    </>
  );
}

function Failed({ error }: ErrorComponentProps) {
  const { text } = useReader();
  const router = useRouter();
  return (
    <main id="content">
      <h1>{text.failed}</h1>
      <p className="lead">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="btn" onClick={() => void router.invalidate()}>
        {text.again}
      </button>
    </main>
  );
}

function NotFound() {
  const { text } = useReader();
  return (
    <main id="content">
      <h1>{text.missing}</h1>
      <p className="lead">
        <a href="/">{text.rooms}</a>
      </p>
    </main>
  );
}

const roomList = createRoute({ getParentRoute: () => root, path: "/", loader: fetchRooms, component: () => <RoomsPage rooms={roomList.useLoaderData().rooms} /> });

const roomRoute = createRoute({
  getParentRoute: () => root,
  path: "/rooms/$room",
  loader: async ({ params }) => {
    const room = await fetchRoom(params.room);
    return { room, statement: await fetchStatement(params.room, room.period === "" ? new Date().toISOString().slice(0, 7) : room.period) };
  },
  component: RoomFrame,
});

/** Navigation, the band of what is shared, and a page that renews itself when facts arrive. */
function RoomFrame() {
  const { room } = roomRoute.useLoaderData();
  const { text, role } = useReader();
  const router = useRouter();
  useEffect(() => {
    const live = new EventSource(`/api/rooms/${room.room}/live`);
    live.onmessage = () => void router.invalidate();
    return () => live.close();
  }, [room.room, router]);
  const other = room.parties.find((party) => party.role === (role === "provider" ? "customer" : "provider"))?.name ?? "";
  const here = `/rooms/${room.room}`;
  const pages = [
    ["", text.home],
    [`/statements/${room.period}`, text.statement],
    ["/expectations", text.expectations],
    ["/cases", text.cases],
    ["/sources", text.sources],
  ] as const;
  return (
    <>
      <p className="band">
        <b>{text.shared}</b> {text.sharedBy(other)}
      </p>
      <div className="frame">
        <nav className="nav" aria-label={room.name}>
          {pages.map(([path, name]) => (
            <a key={path} href={here + path} aria-current={isHere(here + path, path) ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <main id="content">
          <ZoneProvider name={room.document.zone ?? "UTC"}>
            <Outlet />
          </ZoneProvider>
        </main>
      </div>
    </>
  );
}

function isHere(address: string, path: string): boolean {
  return path === "" ? location.pathname.replace(/\/$/, "") === address : location.pathname.startsWith(path.startsWith("/statements") ? address.replace(/\/statements.*/, "/statements") : address);
}

const home = createRoute({ getParentRoute: () => roomRoute, path: "/", component: () => <HomePage {...roomRoute.useLoaderData()} /> });
const statement = createRoute({ getParentRoute: () => roomRoute, path: "/statements/$period", loader: ({ params }) => fetchStatement(params.room, params.period), component: () => <StatementPage room={roomRoute.useLoaderData().room} statement={statement.useLoaderData()} /> });
const expectations = createRoute({ getParentRoute: () => roomRoute, path: "/expectations", component: () => <ExpectationsPage {...roomRoute.useLoaderData()} /> });
const cases = createRoute({ getParentRoute: () => roomRoute, path: "/cases", component: () => <CasesPage {...roomRoute.useLoaderData()} /> });
const oneCase = createRoute({ getParentRoute: () => roomRoute, path: "/cases/$name", component: () => <CasePage {...roomRoute.useLoaderData()} name={oneCase.useParams().name} /> });
const point = createRoute({
  getParentRoute: () => roomRoute,
  path: "/points/$name",
  validateSearch: (search): { readonly period?: string } => (typeof search["period"] === "string" ? { period: search["period"] } : {}),
  loaderDeps: ({ search }) => ({ period: search.period }),
  loader: async ({ params, deps, parentMatchPromise }) => (deps.period === undefined ? (await parentMatchPromise).loaderData?.statement : await fetchStatement(params.room, deps.period)),
  component: PointRoute,
});

function PointRoute() {
  const { room, statement: own } = roomRoute.useLoaderData();
  return <PointPage room={room} statement={point.useLoaderData() ?? own} name={point.useParams().name} />;
}
const sources = createRoute({ getParentRoute: () => roomRoute, path: "/sources", component: () => <SourcesPage room={roomRoute.useLoaderData().room} /> });

export const router = createRouter({ routeTree: root.addChildren([roomList, roomRoute.addChildren([home, statement, point, expectations, cases, oneCase, sources])]), defaultPreload: false });
declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
