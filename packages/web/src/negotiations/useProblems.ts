/** What is wrong with the draft as it is being written, a moment after each key. */
import type { Json } from "@overens/core";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useReader } from "../reader.tsx";
import type { Found, problemsIn } from "./checking.ts";

type Check = typeof problemsIn;

/** Null until it has been checked. Where the checks cannot be fetched nothing is found here, and the server has the last word. */
export function useProblems(document: Json): readonly Found[] | null {
  const { language } = useReader();
  const [check, setCheck] = useState<{ readonly of: Check } | null>(null);
  useEffect(() => {
    let isHere = true;
    import("./checking.ts").then(
      ({ problemsIn }) => isHere && setCheck({ of: problemsIn }),
      () => isHere && setCheck({ of: () => [] }),
    );
    return () => {
      isHere = false;
    };
  }, []);
  const settled = useDeferredValue(document);
  return useMemo(() => (check === null ? null : check.of(settled, language)), [check, settled, language]);
}
