/** Moments as the agreement's zone shows them: weekday, date, time and zone. Until the zone's rules are here, UTC as it came. */
import { type Instant, instantText, momentText, type Zone } from "@overens/core";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useReader } from "../reader.tsx";
import { at } from "./figures.ts";

const ZoneContext = createContext<Zone | null>(null);

/** The pinned zone rules are a large table, so they come after the page. */
export function ZoneProvider({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const [zone, setZone] = useState<Zone | null>(null);
  useEffect(() => {
    let here = true;
    import("@overens/tables").then(({ timeTables }) => here && setZone(timeTables().zones.zone(name)));
    return () => {
      here = false;
    };
  }, [name]);
  return <ZoneContext.Provider value={zone}>{children}</ZoneContext.Provider>;
}

export function useMoment(): (text: string) => string {
  const zone = useContext(ZoneContext);
  const { language } = useReader();
  return (text) => (zone === null ? text.replace("T", " ").replace("Z", " UTC") : momentText(at(text), zone, language));
}

/** The agreement's zone; null until its rules are here. */
export function useZone(): Zone | null {
  return useContext(ZoneContext);
}

/** The same for a moment that is already read. */
export function useMomentAt(): (moment: number) => string {
  const shown = useMoment();
  return (moment) => shown(instantText(moment as Instant));
}
