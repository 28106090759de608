import "@fontsource-variable/inter";
import "@fontsource-variable/source-serif-4";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/frame.css";
import "./ui/parts.css";
import "./ui/charts.css";
import "./ui/preparation.css";
import "./ui/talk.css";
import "./ui/forms.css";
import "./ui/print.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ReaderProvider } from "./reader.tsx";
import { router } from "./routes.tsx";

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <ReaderProvider>
        <RouterProvider router={router} />
      </ReaderProvider>
    </StrictMode>,
  );
