// Builds static/dist from static/src: style sheets, scripts and fonts.

import { cp, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { fonts, printed } from "./fonts.mjs";
import { dark, hues } from "./themes.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const dist = path.resolve(source, "..", "dist");

const MADE = { "made:dark": dark, "made:hues": hues };
const made = {
  name: "made",
  setup(builder) {
    builder.onResolve({ filter: /^made:/ }, ({ path: name }) => ({ path: name, namespace: "made" }));
    builder.onLoad({ filter: /.*/, namespace: "made" }, ({ path: name }) => ({ contents: MADE[name](), loader: "css" }));
  },
};

const entries = async (folder, ending) =>
  (await readdir(path.join(source, folder))).filter((name) => name.endsWith(ending)).map((name) => path.join(source, folder, name));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  build({
    entryPoints: [...(await entries("css", ".css")), ...(await entries("js", ".js"))],
    outdir: dist,
    entryNames: "[name]",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    external: ["fonts/*", "./fonts/*"],
    plugins: [made],
    logLevel: "warning",
  }),
  fonts(path.join(dist, "fonts")),
  printed(path.join(dist, "print")),
  cp(path.join(source, "img"), path.join(dist, "img"), { recursive: true }),
]);
