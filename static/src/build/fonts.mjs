// Fonts cut down to what English and French are written with.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import subset from "subset-font";

const require = createRequire(import.meta.url);
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join("");

// What the two languages are written with, and the accents of names in their neighbours.
const ACCENTS = "éèêëàâäçîïôöùûüÿæœÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸÆŒñãõáíóúåøßÑÃÕÁÍÓÚÅØ";
const SIGNS = "\u00a0\u2011\u202f«»°·§©®±²³½×¿¡–—‘’“”…•‹›€−";
const WRITTEN = range(0x20, 0x7e) + ACCENTS + SIGNS;
const BEYOND = range(0x100, 0x17f).replace(/[Œœ]/g, "") + "ȘșȚț";
const FEATURES = ["kern", "liga", "lnum", "tnum"];

const FACES = [
  { name: "sans", from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2", text: WRITTEN, axes: { wght: { min: 400, max: 600 } } },
  { name: "sans-beyond", from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2", text: BEYOND, axes: { wght: { min: 400, max: 600 } } },
  { name: "serif", from: "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2", text: WRITTEN },
];

// What printed files are set in: the typesetter reads neither woff2 nor axes, so each weight is a
// file of its own. It takes one file per name and weight, so the letters of the neighbours have a
// name of their own; and a font that was cut no longer bears its makers' reserved name.
const SANS = "@fontsource-variable/source-sans-3/files/source-sans-3";
const SERIF = "@fontsource/source-serif-4/files/source-serif-4";
const SCRIPTS = [["latin", "Portal"], ["latin-ext", "Beyond"]];
const PRINTED = SCRIPTS.flatMap(([script, family]) => [
  { family, name: `sans-${script}-400`, from: `${SANS}-${script}-wght-normal.woff2`, axes: { wght: 400 } },
  { family, name: `sans-${script}-600`, from: `${SANS}-${script}-wght-normal.woff2`, axes: { wght: 600 } },
  { family, name: `sans-${script}-400-italic`, from: `${SANS}-${script}-wght-italic.woff2`, axes: { wght: 400 } },
  { family, name: `sans-${script}-600-italic`, from: `${SANS}-${script}-wght-italic.woff2`, axes: { wght: 600 } },
  { family, name: `serif-${script}-600`, from: `${SERIF}-${script}-600-normal.woff2` },
]);
const LETTERS = range(0x20, 0x24f) + range(0x1e00, 0x1eff) + range(0x2000, 0x22ff) + "\ufffd";

/** Write the faces of printed files into a folder, as TrueType. */
export async function printed(folder) {
  await mkdir(folder, { recursive: true });
  for (const { family, name, from, axes } of PRINTED) {
    const whole = await readFile(require.resolve(from));
    const cut = await subset(whole, LETTERS, { targetFormat: "truetype", keepFeatures: FEATURES, noHinting: true, variationAxes: axes });
    await writeFile(path.join(folder, `${name}.ttf`), called(cut, family));
  }
}

/** Write another word of the same length for "Source" in the names of a font. */
function called(font, word) {
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    if (font.toString("latin1", at, at + 4) === "name") {
      const start = font.readUInt32BE(at + 8);
      const names = font.subarray(start, start + font.readUInt32BE(at + 12));
      for (const spread of [(text) => Buffer.from(text, "latin1"), (text) => Buffer.from(text, "utf16le").swap16()]) {
        for (let found; (found = names.indexOf(spread("Source"))) >= 0;) {
          spread(word).copy(names, found);
        }
      }
    }
  }
  return font;
}

/** Write the subset of every face into a folder, as woff2. */
export async function fonts(folder) {
  await mkdir(folder, { recursive: true });
  for (const { name, from, text, axes } of FACES) {
    const whole = await readFile(require.resolve(from));
    const cut = await subset(whole, text, { targetFormat: "woff2", keepFeatures: FEATURES, noHinting: true, variationAxes: axes });
    await writeFile(path.join(folder, `${name}.woff2`), cut);
  }
}
