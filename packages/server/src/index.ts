export { type Context, type Database, openDatabase } from "./database/database.ts";
export { CannotStart } from "./database/embedded.ts";
export { type HttpOptions, httpServer } from "./http/server.ts";
export { main } from "./main.ts";
export { loadSamples } from "./samples.ts";
